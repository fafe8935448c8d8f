package dev.lockstep.features.documents;

import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.filtering.Filters;
import dev.lockstep.engine.unitofwork.Assignment;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.engine.unitofwork.UnitsOfWork;
import dev.lockstep.stores.catalog.documents.Documents;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what a filter matches, in slices: each is a unit of work, so all of it goes at once or stays. A document that
 * was changed since it was found is not deleted for its former content; its slice is found anew.
 */
@ApplicationScoped
public class FilteredDeletion {

    private static final int SAMPLE = 10;

    /** How often in a row a slice may meet documents that were just changed. */
    private static final int MOST_CONFLICTS = 5;

    private final KnowledgeBases knowledgeBases;
    private final Filters filters;
    private final Documents documents;
    private final DocumentSteps steps;
    private final UnitsOfWork unitsOfWork;
    private final IngestionSettings settings;

    FilteredDeletion(
            KnowledgeBases knowledgeBases,
            Filters filters,
            Documents documents,
            DocumentSteps steps,
            UnitsOfWork unitsOfWork,
            IngestionSettings settings) {
        this.knowledgeBases = knowledgeBases;
        this.filters = filters;
        this.documents = documents;
        this.steps = steps;
        this.unitsOfWork = unitsOfWork;
        this.settings = settings;
    }

    /** The documents that would be deleted now. */
    public record Preview(long matched, List<DocumentId> sample) {}

    /**
     * The result of a deletion.
     *
     * @param matched how many documents matched in the beginning
     * @param remaining how many match now; null when that could not be found out
     * @param stopped why it ended before the limit, if something went wrong after a part was deleted
     */
    public record Report(
            long matched,
            long deleted,
            @Nullable Long remaining,
            @Nullable Failure stopped) {}

    public Uni<Preview> preview(Caller caller, String knowledgeBase, Filter filter) {
        return readable(caller, knowledgeBase, filter)
                .chain(among -> documents.count(among).chain(matched -> documents
                        .page(among, null, SAMPLE)
                        .map(found -> new Preview(
                                matched, found.stream().map(Document::id).toList()))));
    }

    /**
     * Deletes until nothing matches, the limit is reached or something goes wrong. With a key it is carried out once,
     * and must then be one unit of work.
     */
    public Uni<Report> delete(Write<Report> write, String knowledgeBase, Filter filter) {
        return readable(write.caller(), knowledgeBase, filter)
                .chain(among -> write.once() == null ? inSlices(write.caller(), among) : atOnce(write, among));
    }

    private Uni<ReadableDocuments> readable(Caller caller, String knowledgeBase, Filter filter) {
        return knowledgeBases.require(caller, knowledgeBase).chain(found -> filters.resolve(caller, found, filter));
    }

    private Uni<Report> atOnce(Write<Report> write, ReadableDocuments among) {
        int most = settings.deletionSlice();
        return documents.page(among, null, most + 1).chain(found -> {
            Report report = new Report(found.size(), found.size(), 0L, null);
            if (found.size() > most) {
                return Uni.createFrom().failure(tooMany(most));
            }
            return found.isEmpty()
                    ? unitsOfWork.unchanged(write, report)
                    : unitsOfWork
                            .execute(Assignment.of(write, steps(among, found), () -> report))
                            .replaceWith(report);
        });
    }

    private static Rejected tooMany(int most) {
        return new Rejected(
                ErrorCode.TOO_MANY_OPERATIONS,
                "the filter matches more than " + most
                        + " documents (lockstep.ingestion.deletion-slice), which is what can"
                        + " be deleted with an Idempotency-Key: all or nothing. Narrow the filter, or leave the key out",
                Map.of("limit", most));
    }

    private Uni<Report> inSlices(Caller caller, ReadableDocuments among) {
        return documents.count(among).chain(matched -> Multi.createBy()
                .repeating()
                .uni(Progress::new, progress -> slice(caller, among, progress))
                .whilst(Progress::goesOn)
                .collect()
                .last()
                .chain(progress -> report(among, matched, progress)));
    }

    /** Reports what was deleted, even if PostgreSQL has gone away since. */
    private Uni<Report> report(ReadableDocuments among, long matched, Progress progress) {
        return documents
                .count(among)
                .map(remaining -> new Report(matched, progress.deleted, remaining, progress.stopped))
                .onFailure(failure -> progress.deleted > 0)
                .recoverWithItem(failure -> new Report(
                        matched,
                        progress.deleted,
                        null,
                        Objects.requireNonNullElseGet(progress.stopped, () -> Failure.of(failure))));
    }

    private Uni<Progress> slice(Caller caller, ReadableDocuments among, Progress progress) {
        int size = Math.min(settings.deletionSlice(), settings.maxDeletedPerRequest() - progress.deleted);
        return documents
                .page(among, progress.last, size)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(progress.ended())
                        : unitsOfWork
                                .execute(Assignment.of(caller, steps(among, found)))
                                .map(done -> progress.deleted(found, settings.maxDeletedPerRequest())))
                .onFailure()
                .recoverWithUni(progress::failed);
    }

    private List<Step> steps(ReadableDocuments among, List<Document> found) {
        return found.stream()
                .map(document -> steps.delete(among.knowledgeBase(), document))
                .toList();
    }

    /** The progress of one request; its slices come one after the other. */
    private static final class Progress {

        private int deleted;
        private int conflicts;
        private boolean over;
        private @Nullable DocumentId last;
        private @Nullable Failure stopped;

        boolean goesOn() {
            return !over;
        }

        Progress ended() {
            over = true;
            return this;
        }

        Progress deleted(List<Document> documents, int most) {
            deleted += documents.size();
            conflicts = 0;
            last = documents.get(documents.size() - 1).id();
            over = deleted >= most;
            return this;
        }

        /** Handles the failure of a slice, of which nothing was deleted. */
        Uni<Progress> failed(Throwable failure) {
            Failure known = Failure.of(failure);
            if (known.code().again().by(Retrier.SECOND_LOOK) && ++conflicts < MOST_CONFLICTS) {
                return Uni.createFrom().item(this);
            }
            stopped = known;
            return deleted == 0
                    ? Uni.createFrom().failure(failure)
                    : Uni.createFrom().item(ended());
        }
    }
}
