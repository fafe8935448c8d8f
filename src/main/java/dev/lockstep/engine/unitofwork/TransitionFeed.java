package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Transition;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.unitofwork.TransitionNotices;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Passes the transitions that this process makes on to all processes, several at a time and off the path of any write. */
@ApplicationScoped
class TransitionFeed {

    private static final Logger LOG = Logger.getLogger(TransitionFeed.class);

    /** The most transitions that wait; more are dropped, as when PostgreSQL is away. */
    private static final int CAPACITY = 10_000;

    private static final int BATCH = 500;

    private static final Duration GATHER = Duration.ofMillis(50);

    private final TransitionNotices notices;
    private final ArrayBlockingQueue<Transition> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean busy = new AtomicBoolean();

    TransitionFeed(TransitionNotices notices) {
        this.notices = notices;
    }

    void add(UnitOfWorkId id, UnitOfWorkState state) {
        if (!waiting.offer(new Transition(id, state, Instant.now()))) {
            LOG.debugf("the transition of %s to %s is not sent to listeners: too many are waiting", id, state);
        }
        next();
    }

    private void next() {
        if (waiting.isEmpty() || !busy.compareAndSet(false, true)) {
            return;
        }
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(GATHER)
                .chain(() -> notices.publish(take()))
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(ignored -> next(), failure -> next());
    }

    private List<Transition> take() {
        List<Transition> batch = new ArrayList<>();
        waiting.drainTo(batch, BATCH);
        return batch;
    }
}
