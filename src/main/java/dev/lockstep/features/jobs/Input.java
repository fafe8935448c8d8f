package dev.lockstep.features.jobs;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.spool.Sink;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.stores.catalog.jobs.JobUpkeep;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What jobs were given. */
@ApplicationScoped
class Input {

    private final Spool spool;
    private final JobUpkeep upkeep;

    Input(Spool spool, JobUpkeep upkeep) {
        this.spool = spool;
        this.upkeep = upkeep;
    }

    /** The directory that this process can read. */
    UUID spool() {
        return spool.id();
    }

    /** A document that came as JSON. */
    Uni<String> write(DocumentDraft draft) {
        return CallerContext.compute(() -> {
            Sink<SpooledFile> file = spool.newFile();
            try {
                file.write(ByteBuffer.wrap(JobJson.bytes(draft)));
                return file.finish().name();
            } catch (IOException e) {
                file.abandon();
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                file.abandon();
                throw e;
            }
        });
    }

    /** The file of a job, or the failure with which it ends. */
    Uni<SpooledFile> of(Job job) {
        String name = job.input().file();
        Uni<Optional<SpooledFile>> found = name == null ? Uni.createFrom().item(Optional.empty()) : spool.find(name);
        return found.map(file -> file.orElseThrow(() -> new Unsuccessful(lost())));
    }

    static Failure lost() {
        return new Failure(
                ErrorCode.JOB_INPUT_LOST,
                "what was sent for this job is on a disk that no process of the service has any more: send it again",
                Map.of());
    }

    /** Of a job that is over. If it can't be removed from here it is removed later. */
    Uni<Void> remove(Job job) {
        String name = job.input().file();
        return name == null || !job.input().spool().equals(spool.id())
                ? Uni.createFrom().voidItem()
                : spool.remove(name)
                        .chain(() -> upkeep.removed(Set.of(job.id())))
                        .onFailure()
                        .recoverWithNull();
    }

    /** Of a request that did not become a job. */
    Uni<Void> discard(String file) {
        return spool.remove(file);
    }
}
