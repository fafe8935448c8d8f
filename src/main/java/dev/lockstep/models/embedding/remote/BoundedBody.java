package dev.lockstep.models.embedding.remote;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads an answer, but no more than an answer can have. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private final long most;
    private long read;
    private @Nullable Subscription subscription;

    BoundedBody(long most) {
        this.most = most;
    }

    /** Says that more came than is read. The message ends a sentence that begins with who answered. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        private TooLarge(long most) {
            super("answered with more than " + most + " bytes");
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return all.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        all.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        if (read > most) {
            return;
        }
        for (ByteBuffer part : parts) {
            read += part.remaining();
        }
        if (read <= most) {
            all.onNext(parts);
        } else {
            if (subscription != null) {
                subscription.cancel();
            }
            all.onError(new TooLarge(most));
        }
    }

    @Override
    public void onError(Throwable failure) {
        all.onError(failure);
    }

    @Override
    public void onComplete() {
        all.onComplete();
    }
}
