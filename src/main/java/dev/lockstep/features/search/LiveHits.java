package dev.lockstep.features.search;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.PointId;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.engine.livesearch.Draft;
import dev.lockstep.engine.livesearch.LiveRounds;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.stores.catalog.documents.Hydration;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The best live chunks by all legs. */
@ApplicationScoped
class LiveHits {

    private final LiveRounds rounds;
    private final Candidates candidates;
    private final Hydration hydration;
    private final SearchSettings settings;

    LiveHits(LiveRounds rounds, Candidates candidates, Hydration hydration, SearchSettings settings) {
        this.rounds = rounds;
        this.candidates = candidates;
        this.hydration = hydration;
        this.settings = settings;
    }

    /** Makes the write buffer complete. */
    Uni<CompleteBuffer> refresh(SearchTrace trace) {
        return rounds.refresh(trace.watch());
    }

    Uni<LiveGroups> find(SearchPlan ask, CompleteBuffer buffer, SearchTrace trace) {
        Query query = ask.query();
        int needed = query.shown().size() + ask.wanted();
        int depth = Math.max(needed, leastDepth(query));
        return rounds.answer((complete, deep) -> draft(ask, complete, deep, trace), buffer, depth, trace.watch());
    }

    /** The only leg needs to know no more than is shown; but what stands out by meaning, only those behind it tell. */
    private int leastDepth(Query query) {
        if (query.mode() == Mode.HYBRID || query.perDocument() != null) {
            return settings.legDepth();
        }
        return query.mode() == Mode.DENSE ? Evidence.FAR + 1 : 1;
    }

    /** Whose the points are must be known before they are put together by documents, and then it is known which are live. */
    private Uni<Draft<LiveGroups>> draft(SearchPlan ask, CompleteBuffer buffer, int depth, SearchTrace trace) {
        return candidates
                .find(ask, buffer, depth, trace)
                .chain(rankings -> ask.query().perDocument() == null
                        ? Uni.createFrom().item(new Choice(ask, trace, LiveRankings.untouched(rankings), false))
                        : sift(ask, rankings, trace));
    }

    /** Asked anew in each round: what was still being written in the one before may be live in this one. */
    private Uni<Draft<LiveGroups>> sift(SearchPlan ask, Rankings rankings, SearchTrace trace) {
        Set<PointId> ids = rankings.ids();
        Uni<LiveRankings> sifted = ids.isEmpty()
                ? Uni.createFrom().item(LiveRankings.untouched(rankings))
                : trace.watch()
                        .time(Stage.HYDRATE, () -> hydration.documents(ask.knowledgeBases(), ask.readers(), ids))
                        .map(owners -> LiveRankings.of(rankings, owners));
        return sifted.map(living -> new Choice(ask, trace, living, true));
    }

    /** The hits that are wanted, chosen from a ranking. */
    private final class Choice implements Draft<LiveGroups> {

        private final SearchPlan ask;
        private final SearchTrace trace;
        private final LiveRankings sifted;
        private final boolean isSifted;
        private final Selection selection;

        Choice(SearchPlan ask, SearchTrace trace, LiveRankings sifted, boolean isSifted) {
            this.ask = ask;
            this.trace = trace;
            this.sifted = sifted;
            this.isSifted = isSifted;
            ask.warnOfUnknownScore(sifted.living(), trace);
            this.selection = trace.watch().measure(Stage.FUSE, () -> ask.select(sifted));
        }

        @Override
        public List<PointId> chosen() {
            return selection.ids();
        }

        @Override
        public Set<PointId> dropped() {
            return sifted.dropped();
        }

        @Override
        public boolean tooFew() {
            return selection.groups().size() < ask.wanted() && ask.mayFindMore(sifted.living());
        }

        @Override
        public Uni<Draft<LiveGroups>> sifted() {
            return isSifted ? Uni.createFrom().item(this) : sift(ask, sifted.living(), trace);
        }

        @Override
        public Uni<Reading<LiveGroups>> read() {
            List<PointId> ids = chosen();
            Uni<Map<PointId, LiveChunk>> live = ids.isEmpty()
                    ? Uni.createFrom().item(Map.of())
                    : hydration.live(ask.knowledgeBases(), ask.readers(), ids);
            return live.map(chunks -> new Reading<>(new LiveGroups(items(chunks), sifted.living()), chunks.keySet()));
        }

        private List<List<Item>> items(Map<PointId, LiveChunk> live) {
            return selection.groups().stream()
                    .map(group -> group.stream()
                            .filter(ranked -> live.containsKey(ranked.id()))
                            .map(ranked -> new Item(ranked, Objects.requireNonNull(live.get(ranked.id()))))
                            .toList())
                    .filter(group -> !group.isEmpty())
                    .toList();
        }
    }
}
