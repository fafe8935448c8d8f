package dev.lockstep.text.parsing.formats;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes bytes as text: nothing is replaced by a question mark. */
public final class Charsets {

    private static final char MARK = '\uFEFF';

    private static final int ESCAPE = 0x1B;

    /** In UTF-16 every other byte of text in Latin letters is a zero; in anything else there is none. */
    private static final int ZEROS = 10;

    private static final char WRONG = '\uFFFD';

    private static final char LAST_OF_ASCII = '\u007F';

    /** Of so many characters, one may be wrong. */
    private static final int FEW = 10;

    /** The detector is as sure as 10, of 100, of charsets for which nothing speaks. */
    private static final int SURE = 20;

    private Charsets() {}

    /** The text of bytes that must be UTF-8, without the mark that may stand before it. */
    public static String utf8(byte[] bytes) {
        return decoded(bytes, StandardCharsets.UTF_8).orElseThrow(Charsets::notUtf8);
    }

    static Rejected notUtf8() {
        return new Rejected(ErrorCode.INVALID_UTF8, "the text is not valid UTF-8: convert it and send it again");
    }

    /** Reads the text of a stream, and fails with a {@link CharacterCodingException}. */
    static Reader utf8(InputStream bytes) throws IOException {
        Reader decoded = Channels.newReader(Channels.newChannel(bytes), StandardCharsets.UTF_8.newDecoder(), -1);
        java.io.PushbackReader reader = new java.io.PushbackReader(decoded);
        int first = reader.read();
        if (first >= 0 && first != MARK) {
            reader.unread(first);
        }
        return reader;
    }

    /**
     * The text of bytes that may be in any charset: that of the mark before it, UTF-8 if it is valid, that which is declared, or the one
     * that it looks like.
     *
     * @param declared the label of a charset, by somebody who may be wrong
     * @throws Rejected when it is in none of these
     */
    static String text(byte[] bytes, @Nullable String declared) {
        return text(bytes, declared == null ? Optional.empty() : CharsetLabels.charset(declared), declared);
    }

    /** The same of a page, which may name its charset itself. */
    static String page(byte[] bytes, @Nullable String declared) {
        String within = declared == null ? CharsetInPage.label(bytes) : null;
        Optional<Charset> charset = declared != null
                ? CharsetLabels.charset(declared)
                : within == null ? Optional.empty() : CharsetLabels.charsetWithin(within);
        return text(bytes, charset, declared == null ? within : declared);
    }

    private static String text(byte[] bytes, Optional<Charset> declared, @Nullable String label) {
        Charset certain = certain(bytes);
        if (certain != null) {
            return decoded(bytes, certain).orElseThrow(() -> refused(certain.name()));
        }
        if (declared.isPresent() && isEscaped(bytes, declared.get())) {
            return decoded(bytes, declared.get()).orElseThrow(() -> refused(label));
        }
        return decoded(bytes, StandardCharsets.UTF_8)
                .or(() -> declared.flatMap(charset -> decoded(bytes, charset)))
                .or(() -> mostly(bytes, declared.orElse(StandardCharsets.UTF_8)))
                .or(() -> guessed(bytes).flatMap(charset -> decoded(bytes, charset)))
                .orElseThrow(() -> refused(label));
    }

    /** Text with escape sequences looks like ASCII: then the declaration counts. */
    private static boolean isEscaped(byte[] bytes, Charset declared) {
        if (!declared.name().startsWith("ISO-2022")) {
            return false;
        }
        for (byte one : bytes) {
            if (one == ESCAPE) {
                return true;
            }
        }
        return false;
    }

    /** A few wrong bytes, as where a text was cut off, spoil no more than themselves: by a guess, the whole would be garbled. */
    private static Optional<String> mostly(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        long wrong = text.chars().filter(c -> c == WRONG).count();
        long other = text.chars().filter(c -> c > LAST_OF_ASCII).count();
        return wrong * FEW < other && wrong * FEW <= text.length() ? Optional.of(unmarked(text)) : Optional.empty();
    }

    private static Optional<Charset> guessed(byte[] bytes) {
        CharsetMatch found = new CharsetDetector().setText(bytes).detect();
        return CharsetLabels.charset(found == null || found.getConfidence() < SURE ? "windows-1252" : found.getName());
    }

    /** Decodes strictly. What Windows leaves undefined in its small charsets is not an error, as the Encoding Standard has it. */
    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        if (charset.name().startsWith("windows-125")) {
            decoder.onUnmappableCharacter(CodingErrorAction.REPLACE).replaceWith(" ");
        }
        try {
            return Optional.of(unmarked(decoder.decode(ByteBuffer.wrap(bytes)).toString()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Rejected refused(@Nullable String label) {
        return ParseRefusals.charset(
                label == null
                        ? "the text names no charset, and is in none that is known: convert it to UTF-8"
                        : "the text is not valid " + TextWriter.inline(label) + ", which is declared as its charset");
    }

    private static @Nullable Charset certain(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        int[] zeros = new int[2];
        int looked = Math.min(bytes.length, 1_000);
        for (int i = 0; i < looked; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        if ((zeros[0] + zeros[1]) * ZEROS < looked || looked == 0) {
            return null;
        }
        return zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static String unmarked(String text) {
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }
}
