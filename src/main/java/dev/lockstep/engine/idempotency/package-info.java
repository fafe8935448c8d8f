/**
 * Idempotency: what comes twice is done once, by one look-up of keys for requests, for the lines of a batch and for
 * jobs.
 *
 * <p>Start with {@link dev.lockstep.engine.idempotency.KeyedWork}, by which requests are carried out, and
 * {@link dev.lockstep.engine.idempotency.OnceOnly}, by which jobs write, which are begun again until they are over.
 * Both look up with {@link dev.lockstep.engine.idempotency.Replays}. {@code Write.Once} makes sure that there is
 * something to be found: the response is kept by the transaction that makes the write visible.
 *
 * <pre>
 * held by                          came to           the request, again        a line, again     a job, again
 * ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 * another request (hash differs)   -                 422                       its problem       (keys are its own)
 * unit of work, in flight          -                 409, Retry-After          its problem       waits
 * unit of work                     committed         the response              the response      the response
 * unit of work                     undone            problem of its error      its problem       next key if it may
 *                                                                                                pass, else fails
 * job                              -                 202, the job              -                 -
 * </pre>
 */
@NullMarked
package dev.lockstep.engine.idempotency;

import org.jspecify.annotations.NullMarked;
