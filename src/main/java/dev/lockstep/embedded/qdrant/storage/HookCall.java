package dev.lockstep.embedded.qdrant.storage;

import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import org.jspecify.annotations.Nullable;

/** Calls the hook so that it can be interrupted, and nothing else: an interrupt during a write closes the file. */
final class HookCall {
    private final String collection;
    private final ApplyHook hook;
    private @Nullable Thread inside;
    private boolean cancelled;

    HookCall(String collection, ApplyHook hook) {
        this.collection = collection;
        this.hook = hook;
    }

    void before(PointsUpdateOperation operation) throws InterruptedException {
        enter();
        try {
            hook.apply(collection, operation);
        } finally {
            leave();
        }
    }

    synchronized void cancel() {
        cancelled = true;
        if (inside != null) {
            inside.interrupt();
        }
    }

    private synchronized void enter() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException("the collection is being closed");
        }
        inside = Thread.currentThread();
    }

    private synchronized void leave() {
        inside = null;
        boolean ignored = Thread.interrupted();
    }
}
