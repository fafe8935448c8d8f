package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.DocumentPermissions;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who reads documents that name no readers, as it is written on the wire. */
@Schema(
        description =
                "Who reads documents whose metadata names no readers: everybody of the tenant (optional), or nobody but"
                        + " administrators (required)")
@SuppressWarnings("java:S115")
public enum DocumentPermissionsBody {
    optional,
    required;

    static @Nullable DocumentPermissions permissions(@Nullable DocumentPermissionsBody body) {
        return body == null ? null : DocumentPermissions.of(body.name());
    }

    static DocumentPermissionsBody of(DocumentPermissions permissions) {
        return valueOf(permissions.wireName());
    }
}
