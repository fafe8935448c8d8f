package dev.lockstep.features.documents;

import dev.lockstep.domain.Job;

/** What a submission has become. */
public sealed interface SubmissionResult {

    /** It is stored, and searchable. */
    record Stored(DocumentReceipt receipt) implements SubmissionResult {}

    /** It is stored later: this job does it. */
    record Deferred(Job job) implements SubmissionResult {}
}
