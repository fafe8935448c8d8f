package dev.lockstep.features.jobs;

import dev.lockstep.domain.Job.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Who does which kind of job. */
@ApplicationScoped
class Works {

    private final DocumentWork document;
    private final BatchWork batch;

    Works(DocumentWork document, BatchWork batch) {
        this.document = document;
        this.batch = batch;
    }

    Work of(Kind kind) {
        return switch (kind) {
            case DOCUMENT -> document;
            case BATCH -> batch;
        };
    }
}
