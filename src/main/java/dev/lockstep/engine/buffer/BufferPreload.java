package dev.lockstep.engine.buffer;

import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.unitofwork.TransitionNotices;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Loads what other processes commit into the write buffer as soon as they announce it, so that a search rarely has to.
 * This only saves time: notices get lost, and a search asks {@link Freshness} all the same.
 */
@ApplicationScoped
class BufferPreload {

    private static final Duration GATHER = Duration.ofMillis(20);

    private final TransitionNotices notices;
    private final Freshness freshness;
    private final WriteBuffer buffer;
    private final AtomicBoolean due = new AtomicBoolean();

    private @Nullable Cancellable listening;

    BufferPreload(TransitionNotices notices, Freshness freshness, WriteBuffer buffer) {
        this.notices = notices;
        this.freshness = freshness;
        this.buffer = buffer;
    }

    void start(@Observes StartupEvent started) {
        listening = notices.received()
                .filter(notice -> notice.transition().state() == UnitOfWorkState.COMMITTED
                        && !buffer.holds(notice.transition().id()))
                .subscribe()
                .with(notice -> loadSoon());
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (listening != null) {
            listening.cancel();
        }
    }

    private void loadSoon() {
        if (due.compareAndSet(false, true)) {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(GATHER)
                    .invoke(() -> due.set(false))
                    .chain(freshness::ensure)
                    .subscribe()
                    .with(loaded -> {}, failure -> {});
        }
    }
}
