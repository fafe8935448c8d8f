package dev.lockstep.web.documents;

import dev.lockstep.platform.fetching.FetchedDocument;
import dev.lockstep.platform.spool.SpooledFile;
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

    /** As if a client had sent it. */
    static ReceivedFile of(FetchedDocument fetched) {
        return new ReceivedFile(fetched.fileName(), type(fetched.contentType()), fetched.content());
    }

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

    /** Without its parameters; null when nothing is declared. */
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
