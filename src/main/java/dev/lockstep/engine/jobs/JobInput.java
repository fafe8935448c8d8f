package dev.lockstep.engine.jobs;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.engine.idempotency.EarlierFailure;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.stores.catalog.jobs.JobUpkeep;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The input that jobs were given. */
@ApplicationScoped
public class JobInput {

    private final Spool spool;
    private final JobUpkeep upkeep;

    JobInput(Spool spool, JobUpkeep upkeep) {
        this.spool = spool;
        this.upkeep = upkeep;
    }

    /** Returns the id of the directory that this process can read. */
    public UUID spool() {
        return spool.id();
    }

    /** Returns the file of a job, or the failure with which the job ends. */
    public Uni<SpooledFile> of(Job job) {
        String name = job.input().file();
        Uni<Optional<SpooledFile>> found = name == null ? Uni.createFrom().item(Optional.empty()) : spool.find(name);
        return found.map(file -> file.orElseThrow(() -> new EarlierFailure(lost())));
    }

    public static Failure lost() {
        return new Failure(
                ErrorCode.JOB_INPUT_LOST,
                "the input of this job is on a disk that no process of the service has any more: send it again",
                Map.of());
    }

    /** Removes the input of a job that is over. What can't be removed from here is removed later. */
    public Uni<Void> remove(Job job) {
        String name = job.input().file();
        return name == null || !job.input().spool().equals(spool.id())
                ? Uni.createFrom().voidItem()
                : spool.remove(name)
                        .chain(() -> upkeep.removed(Set.of(job.id())))
                        .onFailure()
                        .recoverWithNull();
    }

    /** Removes the input of a request that did not become a job. */
    public Uni<Void> discard(String file) {
        return spool.remove(file);
    }
}
