package dev.lockstep.text.parsing;

import dev.lockstep.text.parsing.formats.DocumentType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells by the first bytes which kind of picture a file is. */
final class ImageSignatures {

    /** How long the longest of them is. */
    private static final int LONGEST = 18;

    /** In Latin-1, in which every byte is a character. A bitmap is known by the size of its second header, too. */
    private static final Map<String, Pattern> TYPES = Map.of(
            "image/png", Pattern.compile("\\x89PNG\\r\\n\\x1a\\n"),
            "image/jpeg", Pattern.compile("\\xff\\xd8\\xff"),
            "image/gif", Pattern.compile("GIF8[79]a"),
            "image/tiff", Pattern.compile("II\\*\\x00|MM\\x00\\*"),
            "image/bmp", Pattern.compile("(?s)BM.{12}[\\x0c\\x28\\x34\\x38\\x40\\x6c\\x7c]\\x00\\x00\\x00"));

    private ImageSignatures() {}

    static Optional<DetectedFormat> find(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, LONGEST), StandardCharsets.ISO_8859_1);
        return TYPES.entrySet().stream()
                .filter(type -> type.getValue().matcher(start).lookingAt())
                .findFirst()
                .map(type -> new DetectedFormat(DocumentType.IMAGE, type.getKey()));
    }
}
