package dev.lockstep.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did, or began.
 *
 * @param by the name of the caller
 * @param action the method of a request, or {@code transaction}
 * @param target the path that was asked for, or that tells of the transaction
 * @param outcome the status of a transaction or of an answer; null while there is none
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String by,
        String action,
        String target,
        @Nullable String outcome) {}
