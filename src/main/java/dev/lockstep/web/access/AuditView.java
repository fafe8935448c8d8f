package dev.lockstep.web.access;

import dev.lockstep.domain.AuditEntry;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that somebody did. */
@Schema(name = "AuditEntry")
public record AuditView(
        UUID id,
        Instant at,

        @Schema(description = "The name of the key, or the subject of the token")
        String by,

        @Schema(description = "The method of a request, or transaction")
        String action,

        @Schema(description = "The path that was asked for, or that tells of the transaction")
        String target,

        @Schema(description = "The status of the transaction or of the answer; null while it goes on") @Nullable
        String outcome) {

    static AuditView of(AuditEntry entry) {
        return new AuditView(entry.id(), entry.at(), entry.by(), entry.action(), entry.target(), entry.outcome());
    }
}
