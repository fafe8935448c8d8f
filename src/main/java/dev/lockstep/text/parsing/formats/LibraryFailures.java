package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Rejected;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what a failure of a parsing library means for whoever sent the document. */
final class LibraryFailures {

    private LibraryFailures() {}

    static Rejected translate(Throwable failure, String mediaType, ParseLimits limits) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Rejected known = known(cause, limits);
            if (known != null) {
                return known;
            }
        }
        return ParseRefusals.corrupt(mediaType, reason(failure));
    }

    /** The message of the innermost failure, if it was written to be read: what Java says of a null pointer is no help to anybody. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean meantToBeRead = cause.getMessage() != null
                && !(cause instanceof NoSuchFileException)
                && !cause.getClass().getName().startsWith("java.lang.");
        return meantToBeRead ? cause.getMessage() : "its structure is broken";
    }

    private static @Nullable Rejected known(Throwable cause, ParseLimits limits) {
        String message = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
        if (cause instanceof Rejected refused) {
            return refused;
        } else if (cause instanceof StackOverflowError) {
            return ParseRefusals.tooDeep(limits.depth());
        } else if (cause.getClass().getSimpleName().startsWith("Encrypted")
                || message.contains("encrypted zip entry")) {
            return ParseRefusals.encrypted("the document is protected by a password");
        } else if (message.contains("no security handler for filter")) {
            return ParseRefusals.encrypted("the document is protected in a way that is not known here");
        } else if (message.contains("decryption material")) {
            return ParseRefusals.encrypted("the PDF is encrypted for the owners of certificates");
        } else if (message.contains("zip bomb")) {
            return ParseRefusals.expandsTooFar(limits.expandedBytes());
        } else if (message.contains("entity expansions") || message.contains("jaxp00010001")) {
            return ParseRefusals.tooComplex("expands entities without end", "64000", "jdk.xml.entityExpansionLimit");
        }
        return null;
    }
}
