package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.StoredResponse;

/** The outcome of an earlier request with the same idempotency key. */
public sealed interface Replay {

    /** The request was answered, and the response was kept by the transaction that made its write visible. */
    record Answered(StoredResponse response) implements Replay {}

    /**
     * The request was undone before there was a response, for example by recovery; the failure in its record is the
     * answer.
     */
    record Undone(Failure failure) implements Replay {}

    /** The request has become a job, which holds the key. */
    record BecameJob(Job job) implements Replay {}
}
