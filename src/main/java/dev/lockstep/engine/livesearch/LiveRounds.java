package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.engine.buffer.Freshness;
import dev.lockstep.engine.livesearch.Draft.Reading;
import dev.lockstep.stores.catalog.documents.Newcomers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Answers a query with what is live, and all of it.
 *
 * <p>The catalog has the last word: what it does not call live is dropped. A drop means that something was changed or
 * deleted lately, so its new version may have come too late for this round's snapshot, and better hits may be below the
 * dropped ones: another round asks again and ranks only what is live of it, until nothing new is dropped and there are
 * enough. Another round is also needed when something is live that was committed after the round had begun: the rest of
 * its unit of work may be missing. What is shown comes from the last reading alone, which is that of one instant.
 */
@ApplicationScoped
public class LiveRounds {

    /** The most rounds; where too little is found, each asks four times as deep as the one before. */
    private static final int MAX_ROUNDS = 6;

    private static final int DEEPER = 4;

    /** The greatest depth that a round asks for: an answer is built in memory. */
    private static final int MAX_DEPTH = 50_000;

    private final Freshness freshness;
    private final Newcomers newcomers;

    LiveRounds(Freshness freshness, Newcomers newcomers) {
        this.freshness = freshness;
        this.newcomers = newcomers;
    }

    /** Makes the write buffer complete; may be done beside other preparations. */
    public Uni<CompleteBuffer> refresh(Stopwatch watch) {
        return watch.time(Stage.FRESHNESS, freshness::ensure);
    }

    /**
     * Answers in as many rounds as it takes until all that is shown is live.
     *
     * @param depth how many points of each leg the first round asks for
     */
    public <A> Uni<A> answer(LiveSearch<A> search, CompleteBuffer buffer, int depth, Stopwatch watch) {
        return round(new Round<>(search, watch, buffer, 1, depth, Set.of(), Set.of()));
    }

    /**
     * @param known what was not live before this round began
     * @param met what had been committed before it began, though nobody was told
     */
    private record Round<A>(
            LiveSearch<A> search,
            Stopwatch watch,
            CompleteBuffer buffer,
            int number,
            int depth,
            Set<PointId> known,
            Set<UnitOfWorkId> met) {

        boolean isFirst() {
            return number == 1;
        }

        boolean isLast() {
            return number == MAX_ROUNDS || depth == MAX_DEPTH;
        }

        Round<A> next(int deeper, Set<PointId> nowKnown) {
            return new Round<>(search, watch, buffer, number + 1, Math.min(deeper, MAX_DEPTH), nowKnown, met);
        }

        Round<A> having(Collection<UnitOfWorkId> nowMet) {
            Set<UnitOfWorkId> all = new HashSet<>(met);
            all.addAll(nowMet);
            return new Round<>(search, watch, buffer, number, depth, known, all);
        }

        Round<A> with(CompleteBuffer fresh) {
            return new Round<>(search, watch, fresh, number, depth, known, met);
        }
    }

    /**
     * Plays one round. The first one does not sift: usually all is live, and then reading what is shown finds out as
     * much as sifting, and earlier.
     */
    private <A> Uni<A> round(Round<A> round) {
        Uni<Draft<A>> draft = round.search().draft(round.buffer(), round.depth());
        return (round.isFirst() ? draft : draft.chain(Draft::sifted)).chain(chosen -> read(round, chosen));
    }

    private <A> Uni<A> read(Round<A> round, Draft<A> draft) {
        if (draft.chosen().isEmpty()) {
            return draft.read().chain(nothing -> conclude(round, draft, nothing, Set.of()));
        }
        return round.watch()
                .time(Stage.HYDRATE, () -> Uni.combine()
                        .all()
                        .unis(
                                draft.read(),
                                newcomers.among(draft.chosen(), round.buffer().began(), round.met()))
                        .asTuple())
                .chain(read -> conclude(round, draft, read.getItem1(), visible(read.getItem1(), read.getItem2())));
    }

    private static Set<UnitOfWorkId> visible(Reading<?> reading, Map<PointId, UnitOfWorkId> newcomers) {
        Set<UnitOfWorkId> visible = new HashSet<>();
        newcomers.forEach((point, unit) -> {
            if (reading.live().contains(point)) {
                visible.add(unit);
            }
        });
        return visible;
    }

    private <A> Uni<A> conclude(Round<A> round, Draft<A> draft, Reading<A> reading, Set<UnitOfWorkId> late) {
        Set<PointId> dropped = new HashSet<>(draft.dropped());
        dropped.removeAll(round.known());
        draft.chosen().stream().filter(id -> !reading.live().contains(id)).forEach(dropped::add);
        if ((dropped.isEmpty() && !draft.tooFew() && late.isEmpty()) || round.isLast()) {
            return Uni.createFrom().item(reading.answer());
        }
        if (!late.isEmpty()) {
            return again(round.having(late).next(round.depth(), round.known()));
        }
        if (dropped.isEmpty()) {
            return again(round.next(round.depth() * DEEPER, round.known()));
        }
        return draft.sifted().chain(sifted -> again(withoutDead(round, sifted, dropped)));
    }

    /**
     * Returns the next round, deep enough that there are as many live hits as if the dead ones had never been, and
     * deeper where that leaves too few.
     */
    private static <A> Round<A> withoutDead(Round<A> round, Draft<A> sifted, Set<PointId> dropped) {
        Set<PointId> known = new HashSet<>(round.known());
        known.addAll(dropped);
        known.addAll(sifted.dropped());
        int deeper = round.depth() + known.size() - round.known().size();
        return round.next(sifted.tooFew() ? Math.max(deeper, round.depth() * DEEPER) : deeper, known);
    }

    private <A> Uni<A> again(Round<A> round) {
        return refresh(round.watch()).chain(fresh -> round(round.with(fresh)));
    }
}
