package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.StoredResponse;

/** What an earlier request with the same idempotency key has come to. */
public sealed interface Replay {

    /** It was answered, and the response was kept by the transaction that made its write visible. */
    record Answered(StoredResponse response) implements Replay {}

    /** It was undone before there was a response, as by recovery; what the record says of it is the answer. */
    record Undone(Failure failure) implements Replay {}

    /** It has become a job, which holds the key. */
    record BecameJob(Job job) implements Replay {}
}
