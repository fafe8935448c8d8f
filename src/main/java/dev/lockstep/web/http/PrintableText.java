package dev.lockstep.web.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes signs that a terminal obeys, line breaks among them, as their escapes in Java: a log line stays one line. */
final class PrintableText {

    /** Also separators of lines, and signs that turn the direction of the text around them. */
    private static final Pattern OBEYED =
            Pattern.compile("[\\p{Cntrl}&&[^\\t]]|[\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

    private static final int DEEPEST = 20;

    String of(String text) {
        return OBEYED.matcher(text).find()
                ? OBEYED.matcher(text).replaceAll(found -> escaped(found.group().charAt(0)))
                : text;
    }

    private static String escaped(char sign) {
        return switch (sign) {
            case '\n' -> "\\\\n";
            case '\r' -> "\\\\r";
            default -> "\\\\u%04x".formatted((int) sign);
        };
    }

    /** Returns a failure whose messages, and those of its causes, are printable: itself if they are. */
    Throwable of(Throwable failure) {
        return isPrintable(failure, 0) ? failure : new Told(failure, this, 0);
    }

    private static boolean isPrintable(@Nullable Throwable failure, int depth) {
        return failure == null
                || depth > DEEPEST
                || (!OBEYED.matcher(failure.toString()).find() && isPrintable(failure.getCause(), depth + 1));
    }

    /** Is told as another failure is, but for its text. */
    private static final class Told extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String text;

        private Told(Throwable failure, PrintableText printable, int depth) {
            super(
                    null,
                    failure.getCause() == null || depth > DEEPEST
                            ? null
                            : new Told(failure.getCause(), printable, depth + 1));
            this.text = printable.of(failure.toString());
            setStackTrace(failure.getStackTrace());
        }

        /** The text begins with the name of the failure that it stands for, where this class's own would stand. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return text;
        }
    }
}
