package dev.lockstep.web.documents;

import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.text.parsing.Upload;
import dev.lockstep.text.parsing.formats.Content;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A document that has come as bytes.
 *
 * @param name null when it came without
 * @param type as declared
 */
record ReceivedFile(@Nullable String name, @Nullable MediaType type, SpooledFile content) {

    /** What makes two of them the same, for {@code Idempotency}. */
    record Sameness(@Nullable String name, @Nullable String type, String sha256) {}

    /** What is declared is not always a media type; then it is as if nothing were. */
    static @Nullable MediaType type(@Nullable String declared) {
        try {
            return declared == null ? null : MediaType.valueOf(declared);
        } catch (IllegalArgumentException noMediaType) {
            return null;
        }
    }

    Sameness sameness() {
        return new Sameness(name, type == null ? null : type.toString(), content.sha256());
    }

    Upload toUpload() {
        Content bytes = new Content.InFile(content.path());
        if (type == null) {
            return new Upload(bytes, name, null, null);
        }
        String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return new Upload(
                bytes,
                name,
                type.getType() + "/" + type.getSubtype(),
                charset == null ? null : charset.replace("\"", ""));
    }
}
