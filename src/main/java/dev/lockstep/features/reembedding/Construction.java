package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.features.reembedding.BuildRun.Phase;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.reactive.Paging.Next;
import dev.lockstep.stores.catalog.documents.GenerationBuilds;
import dev.lockstep.stores.catalog.documents.GenerationBuilds.Lacking;
import dev.lockstep.stores.catalog.knowledgebases.GenerationClaims;
import dev.lockstep.stores.catalog.knowledgebases.GenerationSwitch;
import dev.lockstep.stores.catalog.knowledgebases.GenerationSwitch.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes a generation whole and lets it serve.
 *
 * <pre>
 * collection ──> documents ──> verify ──> switch
 *                    ^                      │ something was written meanwhile
 *                    └──────────────────────┘
 * </pre>
 *
 * What is done is written down document by document, so an attempt goes on where the one before was interrupted, wherever
 * that was.
 */
@ApplicationScoped
class Construction {

    /** The number of walks of which one holds off writes; the others do without. */
    private static final int HOLD_EVERY = 4;

    private final BuildHome home;
    private final GenerationClaims claims;
    private final GenerationBuilds builds;
    private final VersionBuilder versions;
    private final GenerationSwitch generations;
    private final ReembedSettings settings;

    Construction(
            BuildHome home,
            GenerationClaims claims,
            GenerationBuilds builds,
            VersionBuilder versions,
            GenerationSwitch generations,
            ReembedSettings settings) {
        this.home = home;
        this.claims = claims;
        this.builds = builds;
        this.versions = versions;
        this.generations = generations;
        this.settings = settings;
    }

    /** Builds a generation, and completes when it serves. */
    Uni<Void> build(BuildRun run) {
        return home.prepare(run)
                .chain(() -> documents(run))
                .chain(() -> verify(run))
                .chain(() -> switchOver(run));
    }

    /** Builds documents until a walk from the beginning finds none that lacks the generation. */
    Uni<Void> documents(BuildRun run) {
        return run.enter(Phase.DOCUMENTS)
                .chain(() -> claims.count(
                        run.id(),
                        run.generation().knowledgeBase(),
                        run.generation().number()))
                .chain(() ->
                        Paging.<Long>each(round -> round(run).map(found -> found == 0 ? Next.end() : Next.at(found))));
    }

    /**
     * Walks once through the documents that lack the generation, and returns how many there were. Those that are made
     * during the walk have greater ids and are left to the next one: a walk that went after them might never end.
     */
    private Uni<Long> round(BuildRun run) {
        AtomicLong found = new AtomicLong();
        DocumentId end = DocumentId.next();
        return holdWritesNowAndThen(run)
                .chain(() -> Paging.<DocumentId>each(after -> run.requireOurs()
                        .chain(() -> builds.lacking(run.generation(), after, settings.pageSize()))
                        .invoke(page -> found.addAndGet(page.size()))
                        .call(page -> all(run, page))
                        .map(page -> next(page, end))))
                .replaceWith(found::get);
    }

    /**
     * Holds off writes for a while in some of the walks. The first walks leave less and less to do, unless writers keep
     * pace: then the writers have to pause for once.
     */
    private Uni<Void> holdWritesNowAndThen(BuildRun run) {
        return run.nextRound() % HOLD_EVERY == 0
                ? claims.holdWrites(run.id(), settings.holdWrites())
                : Uni.createFrom().voidItem();
    }

    private Next<DocumentId> next(List<Lacking> page, DocumentId end) {
        if (page.size() < settings.pageSize()) {
            return Next.end();
        }
        DocumentId last = page.get(page.size() - 1).document();
        // The ids are compared in the order of PostgreSQL, which compares bytes without a sign.
        return last.toString().compareTo(end.toString()) < 0 ? Next.at(last) : Next.end();
    }

    private Uni<Void> all(BuildRun run, List<Lacking> page) {
        return Multi.createFrom()
                .iterable(page)
                .onItem()
                .transformToUni(lacking -> run.requireOurs().chain(() -> versions.build(run, lacking)))
                .merge(settings.documentsAtOnce())
                .onItem()
                .ignoreAsUni();
    }

    /** Verifies that Qdrant shows every point, as it may have lost what it once showed. */
    private Uni<Void> verify(BuildRun run) {
        return run.enter(Phase.VERIFYING).chain(() -> home.verify(run));
    }

    /**
     * Lets the generation serve. That is tried again whenever something comes in between: each time there is less to
     * build.
     */
    Uni<Void> switchOver(BuildRun run) {
        return run.enter(Phase.SWITCHING)
                .chain(() -> Failpoints.reach(
                        "reembed.before-switch", run.generation().knowledgeBase()))
                .chain(() -> generations.switchTo(run.generation(), run.id()))
                .call(() ->
                        Failpoints.reach("reembed.switched", run.generation().knowledgeBase()))
                .chain(outcome -> outcome == Outcome.LACKING
                        ? documents(run).chain(() -> switchOver(run))
                        : outcome == Outcome.SWITCHED ? Uni.createFrom().voidItem() : gone());
    }

    private static Uni<Void> gone() {
        return Uni.createFrom()
                .failure(
                        new Conflict(
                                ErrorCode.LEASE_LOST,
                                "the building was cancelled, another process has taken it over, or the knowledge base was deleted"));
    }
}
