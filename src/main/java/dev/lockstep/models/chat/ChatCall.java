package dev.lockstep.models.chat;

import dev.lockstep.models.chat.ModelFailure.Kind;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request of a {@link HttpChatModel} under way: answered, failed or given up, once. */
final class ChatCall {

    private static final int BUSY = 429;

    private final ChatEndpoint endpoint;
    private final Consumer<String> heard;
    private final UniEmitter<? super FinishReason> emitter;
    private final AtomicBoolean over = new AtomicBoolean();

    private volatile long lastSign = System.nanoTime();
    private volatile @Nullable HttpClientRequest request;

    ChatCall(ChatEndpoint endpoint, Consumer<String> heard, UniEmitter<? super FinishReason> emitter) {
        this.endpoint = endpoint;
        this.heard = heard;
        this.emitter = emitter;
    }

    void start(HttpClient client, RequestOptions options, Buffer body, Vertx vertx) {
        listenFor(endpoint.silence(), vertx);
        client.request(options)
                .onSuccess(opened -> send(opened, body))
                .onFailure(e -> fail(Kind.AWAY, "can't be reached", e));
    }

    /** Fails the call when the model says nothing for too long, since the client's own idle timeout ends with the head of the response. */
    private void listenFor(Duration left, Vertx vertx) {
        vertx.setTimer(Math.max(1, left.toMillis()), ignored -> {
            Duration more = endpoint.silence().minusNanos(System.nanoTime() - lastSign);
            if (over.get()) {
                return;
            }
            if (more.isNegative() || more.isZero()) {
                fail(Kind.LATE, "said nothing for " + endpoint.silence(), null);
                reset();
            } else {
                listenFor(more, vertx);
            }
        });
    }

    /** Tells the server that nobody waits, so that it may stop too. */
    void cancel() {
        if (over.compareAndSet(false, true)) {
            reset();
        }
    }

    private void send(HttpClientRequest opened, Buffer body) {
        request = opened;
        if (over.get()) {
            reset();
            return;
        }
        opened.send(body).onSuccess(this::receive).onFailure(e -> fail(Kind.AWAY, "did not answer", e));
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(e -> fail(Kind.BROKEN, "broke off its answer", e));
        if (response.statusCode() != 200) {
            fail(kind(response), "answered with status " + response.statusCode(), null);
            reset();
            return;
        }
        String type = String.valueOf(response.getHeader("content-type"));
        ChatAnswer answer = type.startsWith("text/event-stream") ? ChatAnswer.inEvents() : ChatAnswer.whole();
        response.handler(part -> read(answer, part));
        response.endHandler(ignored -> complete(answer));
    }

    private static Kind kind(HttpClientResponse response) {
        int status = response.statusCode();
        if (status == BUSY) {
            // The header may also be a date, which is later than at once as a rule.
            String when = response.getHeader("retry-after");
            return when == null || when.equals("0") ? Kind.BUSY : Kind.BUSY_FOR_LONGER;
        }
        return status >= 500 ? Kind.AWAY : Kind.REFUSED;
    }

    private void read(ChatAnswer answer, Buffer part) {
        lastSign = System.nanoTime();
        if (over.get()) {
            return;
        }
        try {
            tell(answer.read(part));
        } catch (ChatAnswer.Misfit e) {
            fail(Kind.BROKEN, e.getMessage(), e);
            reset();
        }
    }

    private void complete(ChatAnswer answer) {
        if (over.get()) {
            return;
        }
        try {
            tell(answer.end());
            FinishReason ending = answer.ending();
            if (over.compareAndSet(false, true)) {
                emitter.complete(ending);
            }
        } catch (ChatAnswer.Misfit e) {
            fail(Kind.BROKEN, e.getMessage(), e);
        }
    }

    private void tell(String text) {
        if (!text.isEmpty() && !over.get()) {
            heard.accept(text);
        }
    }

    private void fail(Kind kind, @Nullable String how, @Nullable Throwable cause) {
        if (over.compareAndSet(false, true)) {
            emitter.fail(new ModelFailure(kind, "The chat model " + endpoint + " " + how + ".", cause));
        }
    }

    private void reset() {
        HttpClientRequest opened = request;
        if (opened != null) {
            boolean ignored = opened.reset();
        }
    }
}
