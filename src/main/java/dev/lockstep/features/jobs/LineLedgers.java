package dev.lockstep.features.jobs;

import dev.lockstep.stores.catalog.jobs.JobClaims;
import jakarta.enterprise.context.ApplicationScoped;

/** Keep the accounts of batches. */
@ApplicationScoped
class LineLedgers {

    private final JobClaims claims;
    private final LineResults results;
    private final JobSettings settings;

    LineLedgers(JobClaims claims, LineResults results, JobSettings settings) {
        this.claims = claims;
        this.results = results;
        this.settings = settings;
    }

    LineLedger open(JobRun run) {
        return new LineLedger(run, claims, results, settings);
    }
}
