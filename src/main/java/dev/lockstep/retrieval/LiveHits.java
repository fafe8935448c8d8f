package dev.lockstep.retrieval;

import dev.lockstep.catalog.Hydration;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.PointId;
import dev.lockstep.nearest.SearchSettings;
import dev.lockstep.retrieval.Found.Item;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The best live chunks by all legs.
 *
 * <p>The catalog has the last word: what it does not call live is dropped. A drop means that something was changed or
 * deleted lately, so its new version may have come too late for this round's snapshot, and better hits may be below the
 * dropped ones: another round asks again, without all that is dead among what was found, until nothing is dropped and there
 * are enough. What is shown comes from the last reading alone, which is that of one instant.
 */
@ApplicationScoped
class LiveHits {

    /** Rounds at most; where too little is found, each asks four times as deep as the one before. */
    private static final int MAX_ROUNDS = 6;

    private static final int DEEPER = 4;

    /** And so deep at most: an answer is built in memory. */
    private static final int MAX_DEPTH = 50_000;

    private final Candidates candidates;
    private final Hydration hydration;
    private final SearchSettings settings;

    LiveHits(Candidates candidates, Hydration hydration, SearchSettings settings) {
        this.candidates = candidates;
        this.hydration = hydration;
        this.settings = settings;
    }

    /** Makes the write buffer complete; must have been done before {@link #find}. */
    Uni<Void> refresh(Course course) {
        return course.watch().time(Stage.FRESHNESS, candidates::refresh);
    }

    Uni<Found> find(Ask ask, Course course) {
        Query query = ask.query();
        int needed = query.shown().size() + ask.wanted();
        boolean alone = query.mode() != Mode.HYBRID && query.perDocument() == null;
        int depth = alone ? needed : Math.max(settings.legDepth(), needed);
        return round(new Round(ask, course, 1, depth, Set.of()));
    }

    /** @param dead what is known not to be live */
    private record Round(Ask ask, Course course, int number, int depth, Set<PointId> dead) {

        boolean isLast() {
            return number == MAX_ROUNDS || depth == MAX_DEPTH;
        }

        Round next(int deeper, Set<PointId> nowDead) {
            return new Round(ask, course, number + 1, Math.min(deeper, MAX_DEPTH), nowDead);
        }
    }

    private Uni<Found> round(Round round) {
        return candidates
                .find(round.ask(), round.depth(), round.course())
                .map(rankings -> rankings.without(round.dead()))
                .chain(rankings -> order(round, rankings));
    }

    private Uni<Found> order(Round round, Rankings rankings) {
        round.ask().warnOfUnknownScore(rankings, round.course());
        List<Ranked> ranked =
                round.course().watch().measure(Stage.FUSE, () -> round.ask().order(rankings));
        return select(round, ranked).chain(selection -> read(round, selection)
                .chain(live -> conclude(round, rankings, ranked, selection, live)));
    }

    private Uni<Selection> select(Round round, List<Ranked> ranked) {
        Query query = round.ask().query();
        int wanted = round.ask().wanted();
        Integer perDocument = query.perDocument();
        if (perDocument == null) {
            return Uni.createFrom().item(Selection.single(ranked, query.shown(), wanted));
        }
        return owners(round, ranked)
                .map(owners -> Selection.grouped(
                        ranked, ids(owners), query.shown(), wanted, perDocument, dead(ranked, owners)));
    }

    private Uni<Map<PointId, LiveChunk>> read(Round round, Selection selection) {
        List<PointId> ids = selection.ids();
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : round.course()
                        .watch()
                        .time(Stage.HYDRATE, () -> hydration.live(round.ask().knowledgeBases(), ids));
    }

    private Uni<Found> conclude(
            Round round, Rankings rankings, List<Ranked> ranked, Selection selection, Map<PointId, LiveChunk> live) {
        Set<PointId> dropped = new HashSet<>(selection.ids());
        dropped.removeAll(live.keySet());
        dropped.addAll(selection.dropped());
        boolean tooFew =
                selection.groups().size() < round.ask().wanted() && round.ask().mayFindMore(rankings);
        if (dropped.isEmpty() && !tooFew || round.isLast()) {
            return Uni.createFrom().item(new Found(items(selection, live), rankings));
        }
        return dropped.isEmpty()
                ? again(round.next(round.depth() * DEEPER, round.dead()))
                : owners(round, ranked).chain(owners -> again(withoutDead(round, rankings, ranked, owners, dropped)));
    }

    /** Deep enough that the living are as many as if the dead had never been; deeper where that leaves too few. */
    private static Round withoutDead(
            Round round,
            Rankings rankings,
            List<Ranked> ranked,
            Map<PointId, DocumentId> owners,
            Set<PointId> dropped) {
        Set<PointId> dead = new HashSet<>(round.dead());
        dead.addAll(dropped);
        dead.addAll(dead(ranked, owners));
        Query query = round.ask().query();
        long left = query.perDocument() == null
                ? ranked.size() - dead(ranked, owners).size()
                : new HashSet<>(owners.values()).size();
        boolean tooFew = left < query.shown().size() + round.ask().wanted()
                && round.ask().mayFindMore(rankings);
        int deeper = round.depth() + dead.size() - round.dead().size();
        return round.next(tooFew ? Math.max(deeper, round.depth() * DEEPER) : deeper, dead);
    }

    private Uni<Found> again(Round round) {
        return refresh(round.course()).chain(() -> round(round));
    }

    private Uni<Map<PointId, DocumentId>> owners(Round round, List<Ranked> ranked) {
        List<PointId> ids = ranked.stream().map(Ranked::id).toList();
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : round.course()
                        .watch()
                        .time(
                                Stage.HYDRATE,
                                () -> hydration.documents(round.ask().knowledgeBases(), ids));
    }

    private static Map<PointId, UUID> ids(Map<PointId, DocumentId> owners) {
        return owners.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, owner -> owner.getValue()
                .value()));
    }

    private static Set<PointId> dead(List<Ranked> ranked, Map<PointId, DocumentId> owners) {
        Set<PointId> dead = new LinkedHashSet<>();
        ranked.stream().map(Ranked::id).filter(id -> !owners.containsKey(id)).forEach(dead::add);
        return dead;
    }

    private static List<List<Item>> items(Selection selection, Map<PointId, LiveChunk> live) {
        return selection.groups().stream()
                .map(group -> group.stream()
                        .map(ranked -> live.containsKey(ranked.id())
                                ? new Item(ranked, Objects.requireNonNull(live.get(ranked.id())))
                                : null)
                        .filter(Objects::nonNull)
                        .toList())
                .filter(group -> !group.isEmpty())
                .toList();
    }
}
