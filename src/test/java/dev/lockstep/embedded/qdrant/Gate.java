package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.storage.ApplyHook;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Holds acknowledged operations until a test lets them pass. */
public final class Gate implements ApplyHook {
    private final Semaphore permits = new Semaphore(0);
    private final List<PointsUpdateOperation> passed = new CopyOnWriteArrayList<>();

    @Override
    public void apply(String collection, PointsUpdateOperation operation) throws InterruptedException {
        permits.acquire();
        passed.add(operation);
    }

    public void letPass(int operations) {
        permits.release(operations);
    }

    public void open() {
        permits.release(1_000_000);
    }

    public List<PointsUpdateOperation> passed() {
        return passed;
    }
}
