package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Points.UpdateStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** When a write is answered, and with which status. */
sealed interface Acknowledgement {
    CompletableFuture<UpdateStatus> after(CompletableFuture<Void> applied);

    /** What a request's {@code wait} and {@code timeout} ask for. */
    static Acknowledgement of(boolean wait, long timeoutSeconds) {
        if (!wait) {
            return new Logged();
        }
        return new Applied(
                timeoutSeconds == 0 ? FOREVER : Duration.ofSeconds(Math.min(timeoutSeconds, FOREVER.toSeconds())));
    }

    /** No request without a timeout outlives its connection. */
    Duration FOREVER = Duration.ofDays(1);

    /** When it is in the log, before anyone can read it. */
    record Logged() implements Acknowledgement {
        @Override
        public CompletableFuture<UpdateStatus> after(CompletableFuture<Void> applied) {
            return CompletableFuture.completedFuture(UpdateStatus.Acknowledged);
        }
    }

    /**
     * When everyone can read it.
     *
     * @param within after this time the answer is {@code WaitTimeout}; the operation stays queued all the same
     */
    record Applied(Duration within) implements Acknowledgement {
        @Override
        public CompletableFuture<UpdateStatus> after(CompletableFuture<Void> applied) {
            return applied.thenApply(done -> UpdateStatus.Completed)
                    .completeOnTimeout(UpdateStatus.WaitTimeout, within.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
