package dev.lockstep.platform.reactive;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done again and again: one round at a time, a pause between two, failures logged and the next round tried
 * all the same. The pause varies by a fifth, so that replicas do not march in step.
 */
public final class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final String name;
    private final Duration pause;
    private final Supplier<Uni<Void>> round;

    private volatile boolean stopped;
    private volatile Past past = new Past(null, 0, null);

    public Rounds(String name, Duration pause, Supplier<Uni<Void>> round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    /**
     * What became of the rounds so far.
     *
     * @param lastEnd of the last one, or null before the first has ended
     * @param failuresInARow how many of the last ones failed without one that succeeded after them
     * @param lastFailure what the last round failed with, or null when it succeeded
     */
    public record Past(
            @Nullable Instant lastEnd,
            int failuresInARow,
            @Nullable String lastFailure) {

        private Past succeeded() {
            return new Past(Instant.now(), 0, null);
        }

        private Past failed(Throwable failure) {
            String message = failure.getMessage();
            return new Past(Instant.now(), failuresInARow + 1, message == null ? failure.toString() : message);
        }
    }

    /** Begins with a round at once. */
    public void start() {
        once();
    }

    /** Begins with a round after about this time. */
    public void startAfter(Duration delay) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(jittered(delay))
                .subscribe()
                .with(ignored -> once());
    }

    /** Lets no round begin any more; one under way ends by itself. */
    public void stop() {
        stopped = true;
    }

    public Past past() {
        return past;
    }

    private void once() {
        if (stopped) {
            return;
        }
        Uni.createFrom()
                .deferred(() -> round.get())
                .onItemOrFailure()
                .invoke((ignored, failure) -> past = failure == null ? past.succeeded() : past.failed(failure))
                .onFailure(failure -> !stopped)
                .invoke(failure -> LOG.warnf("%s: this round failed, trying again: %s", name, failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .onItem()
                .delayIt()
                .by(jittered(pause))
                .subscribe()
                .with(ignored -> once());
    }

    private static Duration jittered(Duration about) {
        long millis = about.toMillis();
        long spread = Math.max(1, millis / 5);
        return Duration.ofMillis(
                Math.max(1, millis - spread) + ThreadLocalRandom.current().nextLong(2 * spread));
    }
}
