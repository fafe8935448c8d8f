package dev.lockstep.web.documents;

import dev.lockstep.platform.fetching.FetchedDocument;
import dev.lockstep.platform.spool.SpooledFile;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A document that has come as bytes.
 *
 * @param name its file name; null when it came without one
 * @param type the declared type
 */
record ReceivedFile(@Nullable String name, @Nullable MediaType type, SpooledFile content) {

    /** The properties that make two files the same one, for {@code Idempotency}. */
    record Sameness(@Nullable String name, @Nullable String type, String sha256) {}

    /** Returns a fetched document as if a client had sent it. */
    static ReceivedFile of(FetchedDocument fetched) {
        return new ReceivedFile(fetched.fileName(), type(fetched.contentType()), fetched.content());
    }

    /**
     * Reads the declared type. What is declared is not always a media type; then it is treated as if nothing were
     * declared.
     */
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

    /** Returns the media type without its parameters; null when nothing is declared. */
    @Nullable
    String mediaType() {
        return type == null ? null : type.getType() + "/" + type.getSubtype();
    }

    @Nullable
    String charset() {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null ? null : charset.replace("\"", "");
    }
}
