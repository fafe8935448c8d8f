package dev.lockstep.features.documents;

import dev.lockstep.domain.Job;

/** The result of a submission. */
public sealed interface SubmissionResult {

    /** The document is stored, and searchable. */
    record Stored(DocumentReceipt receipt) implements SubmissionResult {}

    /** The document is stored later: this job does it. */
    record Deferred(Job job) implements SubmissionResult {}
}
