package dev.lockstep.platform.reactive;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A background duty that is done again and again: one round at a time, a pause between two, failures logged and the next
 * round tried all the same. The pause varies by a fifth, so that replicas do not march in step.
 */
public final class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final String name;
    private final Duration pause;
    private final Supplier<Uni<Void>> round;

    private volatile boolean stopped;

    public Rounds(String name, Duration pause, Supplier<Uni<Void>> round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
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

    private void once() {
        if (stopped) {
            return;
        }
        Uni.createFrom()
                .deferred(() -> round.get())
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
