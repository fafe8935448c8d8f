package dev.lockstep.engine.jobs;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job.Kind;
import org.jspecify.annotations.Nullable;

/**
 * An order for work that becomes a job.
 *
 * @param parameters a JSON object for the handler of this kind
 * @param file in the spool, which belongs to the job from here on
 * @param key null when the client gave none
 */
public record JobOrder(
        String knowledgeBase,
        Kind kind,
        String parameters,
        String file,
        @Nullable IdempotencyKey key) {}
