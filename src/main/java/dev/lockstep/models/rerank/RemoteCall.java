package dev.lockstep.models.rerank;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request of a {@link RemoteReranker} under way: answered, failed or given up, once. */
final class RemoteCall {

    /** The limit has room for servers that send the documents back. */
    private static final int LARGEST_ANSWER = 8 << 20;

    private final int texts;
    private final URI url;
    private final UniEmitter<? super float[]> emitter;
    private final Runnable leave;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Buffer answer = Buffer.buffer();

    private volatile @Nullable HttpClientRequest request;

    /** @param leave gives back the place that this holds */
    RemoteCall(int texts, URI url, UniEmitter<? super float[]> emitter, Runnable leave) {
        this.texts = texts;
        this.url = url;
        this.emitter = emitter;
        this.leave = leave;
    }

    void start(HttpClient client, RequestOptions options, Buffer body) {
        client.request(options)
                .onSuccess(opened -> send(opened, body))
                .onFailure(e -> fail("can't be reached: " + e.getMessage(), e));
    }

    /** Tells the server that nobody waits, so that it may stop too. */
    void cancel() {
        if (end()) {
            reset();
        }
    }

    private void send(HttpClientRequest opened, Buffer body) {
        request = opened;
        if (over.get()) {
            reset();
            return;
        }
        opened.send(body).onSuccess(this::receive).onFailure(e -> fail("did not answer: " + e.getMessage(), e));
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(e -> fail("broke off its answer: " + e.getMessage(), e));
        if (response.statusCode() / 100 != 2) {
            fail("answered with status " + response.statusCode(), null);
            reset();
            return;
        }
        response.handler(this::append);
        response.endHandler(ignored -> complete());
    }

    private void append(Buffer part) {
        if (answer.length() + part.length() > LARGEST_ANSWER) {
            fail("answered with more than " + LARGEST_ANSWER + " bytes", null);
            reset();
        } else {
            answer.appendBuffer(part);
        }
    }

    private void complete() {
        if (over.get()) {
            return;
        }
        float[] scores;
        try {
            scores = RerankAnswer.scores(answer, texts);
        } catch (RerankAnswer.Misfit e) {
            fail("answered " + e.getMessage(), e);
            return;
        }
        if (end()) {
            emitter.complete(scores);
        }
    }

    private void fail(String how, @Nullable Throwable cause) {
        if (end()) {
            emitter.fail(
                    new Unavailable(ErrorCode.RERANKER_UNAVAILABLE, "The reranker at " + url + " " + how + ".", cause));
        }
    }

    private void reset() {
        HttpClientRequest opened = request;
        if (opened != null) {
            boolean ignored = opened.reset();
        }
    }

    private boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            leave.run();
        }
        return first;
    }
}
