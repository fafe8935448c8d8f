package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Generation;
import dev.lockstep.features.reading.UnreadLanguage;
import dev.lockstep.stores.catalog.knowledgebases.GenerationRecord;
import dev.lockstep.stores.catalog.knowledgebases.GenerationRecord.Progress;
import dev.lockstep.stores.catalog.knowledgebases.GenerationRecord.Purpose;
import dev.lockstep.stores.catalog.knowledgebases.GenerationRecord.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generations of a knowledge base.
 *
 * @param built the one that is being built or could not be; null for none
 * @param retired the one that can serve again; null for none
 * @param unread the language of what is being built, when its model is known not to read it well
 */
public record ReembedStatus(
        State state,
        @Nullable Building built,
        Kept live,
        @Nullable Kept retired,
        @Nullable UnreadLanguage unread) {

    public enum State {
        IDLE,
        BUILDING,
        ROLLING_BACK,
        FAILED
    }

    /** A generation that is complete. */
    public record Kept(
            Generation generation,
            @Nullable Instant since,
            @Nullable Instant removedAt) {}

    /**
     * A generation that is not complete.
     *
     * @param perSecond documents, in the attempt under way; null when too little is known
     * @param estimatedEnd null when too little is known
     */
    public record Building(
            Generation generation,
            @Nullable String step,
            long documentsDone,
            long documentsTotal,
            @Nullable Double perSecond,
            @Nullable Instant estimatedEnd,
            @Nullable Instant startedAt,
            int attempts,
            @Nullable String error) {}

    static ReembedStatus of(List<GenerationRecord> all, Duration keepRetired) {
        GenerationRecord live = find(all, Generation.State.LIVE);
        GenerationRecord retired = find(all, Generation.State.RETIRED);
        GenerationRecord building = find(all, Generation.State.BUILDING);
        GenerationRecord failed = find(all, Generation.State.FAILED);
        GenerationRecord built = building == null ? failed : building;
        if (live == null) {
            throw new IllegalStateException("a live knowledge base has a live generation");
        }
        return new ReembedStatus(
                state(building, failed),
                built == null ? null : building(built),
                new Kept(live.generation(), live.times().switched(), null),
                retired == null
                        ? null
                        : new Kept(
                                retired.generation(),
                                retired.times().switched(),
                                removal(retired.times(), keepRetired)),
                null);
    }

    ReembedStatus with(@Nullable UnreadLanguage found) {
        return new ReembedStatus(state, built, live, retired, found);
    }

    private static @Nullable GenerationRecord find(List<GenerationRecord> all, Generation.State state) {
        return all.stream()
                .filter(found -> found.generation().state() == state)
                .findFirst()
                .orElse(null);
    }

    private static State state(@Nullable GenerationRecord building, @Nullable GenerationRecord failed) {
        if (building != null) {
            return building.purpose() == Purpose.ROLLBACK ? State.ROLLING_BACK : State.BUILDING;
        }
        return failed == null ? State.IDLE : State.FAILED;
    }

    private static @Nullable Instant removal(Times times, Duration keepRetired) {
        return times.retired() == null ? null : times.retired().plus(keepRetired);
    }

    private static Building building(GenerationRecord built) {
        Progress progress = built.progress();
        Instant started = built.times().started();
        Double rate = null;
        Instant end = null;
        long doneNow = progress.done() - progress.doneAtStart();
        if (started != null && doneNow > 0 && built.generation().state() == Generation.State.BUILDING) {
            double seconds =
                    Math.max(0.001, Duration.between(started, built.now()).toMillis() / 1000.0);
            rate = doneNow / seconds;
            long left = Math.max(0, progress.total() - progress.done());
            end = built.now().plusMillis((long) (left / rate * 1000));
        }
        return new Building(
                built.generation(),
                progress.phase(),
                progress.done(),
                progress.total(),
                rate,
                end,
                started,
                progress.attempts(),
                progress.lastError());
    }
}
