package dev.lockstep.features.search;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.features.search.Found.Item;
import dev.lockstep.stores.catalog.documents.Hydration;
import dev.lockstep.stores.catalog.documents.Newcomers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the best live chunks by all legs.
 *
 * <p>The catalog has the last word: what it does not call live is dropped. A drop means that something was changed or deleted lately, so
 * its new version may have come too late for this round's snapshot, and better hits may be below the dropped ones: another round asks
 * again and ranks only what is live of it, until nothing new is dropped and there are enough. The same happens when something is live
 * that was committed after the round had begun: the rest of its unit of work may be missing. What is shown comes from the last reading
 * alone, which is that of one instant.
 */
@ApplicationScoped
class LiveHits {

    /** There are at most so many rounds; where too little is found, each asks four times as deep as the one before. */
    private static final int MAX_ROUNDS = 6;

    private static final int DEEPER = 4;

    /** A round asks at most so deep: an answer is built in memory. */
    private static final int MAX_DEPTH = 50_000;

    private final Candidates candidates;
    private final Hydration hydration;
    private final Newcomers newcomers;
    private final SearchSettings settings;

    LiveHits(Candidates candidates, Hydration hydration, Newcomers newcomers, SearchSettings settings) {
        this.candidates = candidates;
        this.hydration = hydration;
        this.newcomers = newcomers;
        this.settings = settings;
    }

    /** Makes the write buffer complete; this must have been done before {@link #find}. */
    Uni<Void> refresh(Course course) {
        return course.watch()
                .time(Stage.FRESHNESS, candidates::refresh)
                .invoke(course::beganWith)
                .replaceWithVoid();
    }

    Uni<Found> find(Ask ask, Course course) {
        Query query = ask.query();
        int needed = query.shown().size() + ask.wanted();
        boolean alone = query.mode() != Mode.HYBRID && query.perDocument() == null;
        int depth = alone ? needed : Math.max(settings.legDepth(), needed);
        return round(new Round(ask, course, 1, depth, Set.of(), Set.of()));
    }

    /**
     * @param known what was not live before this round began
     * @param met what had been committed before it began, though nobody was told
     */
    private record Round(Ask ask, Course course, int number, int depth, Set<PointId> known, Set<UnitOfWorkId> met) {

        boolean isLast() {
            return number == MAX_ROUNDS || depth == MAX_DEPTH;
        }

        /**
         * Tells whether this round reads at once. As a rule all is live: then the reading of what is shown finds out as much, and
         * earlier.
         */
        boolean readsUnsifted() {
            return number == 1 && ask.query().perDocument() == null;
        }

        Round next(int deeper, Set<PointId> nowKnown) {
            return new Round(ask, course, number + 1, Math.min(deeper, MAX_DEPTH), nowKnown, met);
        }

        Round having(Collection<UnitOfWorkId> nowMet) {
            Set<UnitOfWorkId> all = new HashSet<>(met);
            all.addAll(nowMet);
            return new Round(ask, course, number, depth, known, all);
        }
    }

    private Uni<Found> round(Round round) {
        return candidates
                .find(round.ask(), round.depth(), round.course())
                .chain(rankings -> round.readsUnsifted()
                        ? read(round, Sifted.untouched(rankings))
                        : sift(round, rankings).chain(sifted -> read(round, sifted)));
    }

    /** Asks anew in each round what is live: what was still being written in the one before may be live in this one. */
    private Uni<Sifted> sift(Round round, Rankings rankings) {
        Set<PointId> ids = rankings.ids();
        return ids.isEmpty()
                ? Uni.createFrom().item(Sifted.untouched(rankings))
                : round.course()
                        .watch()
                        .time(
                                Stage.HYDRATE,
                                () -> hydration.documents(round.ask().knowledgeBases(), ids))
                        .map(owners -> Sifted.of(rankings, owners));
    }

    private Uni<Found> read(Round round, Sifted sifted) {
        round.ask().warnOfUnknownScore(sifted.living(), round.course());
        Selection selection =
                round.course().watch().measure(Stage.FUSE, () -> round.ask().select(sifted));
        List<PointId> ids = selection.ids();
        if (ids.isEmpty()) {
            return conclude(round, sifted, selection, Map.of(), Set.of());
        }
        return round.course()
                .watch()
                .time(Stage.HYDRATE, () -> Uni.combine()
                        .all()
                        .unis(
                                hydration.live(round.ask().knowledgeBases(), ids),
                                newcomers.among(ids, round.course().began(), round.met()))
                        .asTuple())
                .chain(read ->
                        conclude(round, sifted, selection, read.getItem1(), visible(read.getItem1(), read.getItem2())));
    }

    private static Set<UnitOfWorkId> visible(Map<PointId, LiveChunk> live, Map<PointId, UnitOfWorkId> newcomers) {
        Set<UnitOfWorkId> visible = new HashSet<>();
        newcomers.forEach((point, unit) -> {
            if (live.containsKey(point)) {
                visible.add(unit);
            }
        });
        return visible;
    }

    private Uni<Found> conclude(
            Round round, Sifted sifted, Selection selection, Map<PointId, LiveChunk> live, Set<UnitOfWorkId> late) {
        Set<PointId> dropped = new HashSet<>(sifted.dropped());
        dropped.removeAll(round.known());
        selection.ids().stream().filter(id -> !live.containsKey(id)).forEach(dropped::add);
        boolean tooFew =
                selection.groups().size() < round.ask().wanted() && round.ask().mayFindMore(sifted.living());
        if ((dropped.isEmpty() && !tooFew && late.isEmpty()) || round.isLast()) {
            return Uni.createFrom().item(new Found(items(selection, live), sifted.living()));
        }
        if (!late.isEmpty()) {
            return again(round.having(late).next(round.depth(), round.known()));
        }
        if (dropped.isEmpty()) {
            return again(round.next(round.depth() * DEEPER, round.known()));
        }
        return round.readsUnsifted()
                ? sift(round, sifted.living()).chain(learnt -> again(withoutDead(round, learnt, dropped)))
                : again(withoutDead(round, sifted, dropped));
    }

    /**
     * Makes the next round, deep enough that the living are as many as if the dead had never been, and deeper where that leaves too few.
     */
    private static Round withoutDead(Round round, Sifted sifted, Set<PointId> dropped) {
        Set<PointId> known = new HashSet<>(round.known());
        known.addAll(dropped);
        known.addAll(sifted.dropped());
        int needed = round.ask().query().shown().size() + round.ask().wanted();
        boolean tooFew =
                sifted.hits(round.ask().query()) < needed && round.ask().mayFindMore(sifted.living());
        int deeper = round.depth() + known.size() - round.known().size();
        return round.next(tooFew ? Math.max(deeper, round.depth() * DEEPER) : deeper, known);
    }

    private Uni<Found> again(Round round) {
        return refresh(round.course()).chain(() -> round(round));
    }

    private static List<List<Item>> items(Selection selection, Map<PointId, LiveChunk> live) {
        return selection.groups().stream()
                .map(group -> group.stream()
                        .filter(ranked -> live.containsKey(ranked.id()))
                        .map(ranked -> new Item(ranked, Objects.requireNonNull(live.get(ranked.id()))))
                        .toList())
                .filter(group -> !group.isEmpty())
                .toList();
    }
}
