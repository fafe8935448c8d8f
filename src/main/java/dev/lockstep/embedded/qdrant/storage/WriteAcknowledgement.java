package dev.lockstep.embedded.qdrant.storage;

import io.qdrant.client.grpc.Points.UpdateStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** When a write is answered, and with which status. */
public sealed interface WriteAcknowledgement {
    /** The timeout of a request that has none: no request outlives this. */
    Duration FOREVER = Duration.ofDays(1);

    CompletableFuture<UpdateStatus> after(CompletableFuture<Void> applied);

    /** The write is answered when it is in the log, before anyone can read it. */
    record Logged() implements WriteAcknowledgement {
        @Override
        public CompletableFuture<UpdateStatus> after(CompletableFuture<Void> applied) {
            return CompletableFuture.completedFuture(UpdateStatus.Acknowledged);
        }
    }

    /**
     * The write is answered when everyone can read it and a power cut would not undo it.
     *
     * @param within after this time the answer is {@code WaitTimeout}; the operation stays queued all the same
     */
    record Applied(Duration within) implements WriteAcknowledgement {
        /** Takes unsigned seconds. With 0 few operations are quick enough. */
        public static Applied within(long timeout) {
            boolean limited = Long.compareUnsigned(timeout, FOREVER.toSeconds()) < 0;
            return new Applied(limited ? Duration.ofSeconds(timeout) : FOREVER);
        }

        @Override
        public CompletableFuture<UpdateStatus> after(CompletableFuture<Void> applied) {
            return applied.thenApply(done -> UpdateStatus.Completed)
                    .completeOnTimeout(UpdateStatus.WaitTimeout, within.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
