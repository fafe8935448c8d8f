package dev.lockstep.text.parsing;

import dev.lockstep.text.parsing.formats.Content;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A document as it came.
 *
 * @param fileName null when it came without
 * @param mediaType as declared, without parameters; null for none
 * @param charset as declared; null for none
 */
public record Upload(
        Content content,
        @Nullable String fileName,
        @Nullable String mediaType,
        @Nullable String charset) {

    public Upload {
        mediaType = mediaType == null ? null : mediaType.toLowerCase(Locale.ROOT);
    }

    /** The ending of its name, in lower case; empty without one. */
    String extension() {
        if (fileName == null) {
            return "";
        }
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Describes the upload for messages. */
    String described() {
        String declared = mediaType == null ? "" : mediaType;
        if (fileName == null) {
            return declared.isEmpty() ? "the document" : "the document (" + declared + ")";
        }
        return "the file '" + fileName + "'" + (declared.isEmpty() ? "" : " (" + declared + ")");
    }
}
