package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes bytes as text strictly: nothing is replaced by a question mark. */
public final class Charsets {

    private static final char MARK = '\uFEFF';

    private static final int HEAD = 4_096;
    private static final Pattern DECLARED =
            Pattern.compile("(?:charset|encoding)\\s*=\\s*[\"']?\\s*([A-Za-z0-9_.:-]{1,40})");

    private Charsets() {}

    /** The text of bytes that must be UTF-8, without the mark that may stand before it. */
    public static String utf8(byte[] bytes) {
        try {
            return unmarked(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw notUtf8();
        }
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

    /** The text of a page, in the charset that its mark, the sender or it itself names, else in UTF-8. */
    static String page(byte[] bytes, @Nullable String declared) {
        Charset charset = marked(bytes);
        String named = charset != null ? null : declared != null ? declared : inHead(bytes);
        if (charset == null) {
            charset = named == null ? StandardCharsets.UTF_8 : named(named);
        }
        try {
            return unmarked(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw ParseRefusals.charset(
                    named == null
                            ? "the page names no charset and is not valid UTF-8: name the charset, as in Content-Type:"
                                    + " text/html;charset=windows-1252"
                            : "the page is not valid " + charset.name() + ", which is declared as its charset");
        }
    }

    private static @Nullable Charset marked(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        boolean utf8 = bytes.length >= 3
                && (bytes[0] & 0xff) == 0xef
                && (bytes[1] & 0xff) == 0xbb
                && (bytes[2] & 0xff) == 0xbf;
        return utf8 ? StandardCharsets.UTF_8 : null;
    }

    private static @Nullable String inHead(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(head);
        return declared.find() ? declared.group(1) : null;
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw ParseRefusals.charset("the charset '" + TextWriter.inline(name) + "' is unknown");
        }
    }

    private static String unmarked(String text) {
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }
}
