package dev.lockstep.models.provided;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.lockstep.models.chat.ChatModel;
import dev.lockstep.models.chat.FinishReason;
import dev.lockstep.models.chat.ModelFailure;
import dev.lockstep.models.chat.ModelFailure.Kind;
import dev.lockstep.models.chat.Prompt;
import dev.lockstep.models.embedding.remote.RemoteFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A chat model of quarkus-langchain4j. Whoever asks is not blocked, although the client may block: it is called on threads for that. When
 * nobody waits any more it is told so, but not every client can stop.
 */
public final class ProvidedChatModel implements ChatModel {

    private final Provided<StreamingChatModel> model;
    private final Duration silence;
    private final Executor threads;

    /** @param silence how long the model may say nothing */
    public ProvidedChatModel(Provided<StreamingChatModel> model, Duration silence, Executor threads) {
        this.model = model;
        this.silence = silence;
        this.threads = threads;
    }

    /**
     * A piece of an answer.
     *
     * @param ending of the last piece
     */
    private record Piece(String text, @Nullable FinishReason ending) {}

    @Override
    public String name() {
        return model.model();
    }

    @Override
    public Uni<FinishReason> write(Prompt prompt, Consumer<String> heard) {
        return Multi.createFrom()
                .<Piece>emitter(emitter -> threads.execute(() -> begin(prompt, emitter)))
                .ifNoItem()
                .after(silence)
                .failWith(() -> failure(Kind.LATE, "said nothing for " + silence, null))
                .invoke(piece -> tell(piece, heard))
                .collect()
                .last()
                .map(Piece::ending);
    }

    private static void tell(Piece piece, Consumer<String> heard) {
        if (!piece.text().isEmpty()) {
            heard.accept(piece.text());
        }
    }

    private void begin(Prompt prompt, MultiEmitter<? super Piece> emitter) {
        if (emitter.isCancelled()) {
            return;
        }
        try {
            model.client()
                    .chat(
                            ChatRequest.builder()
                                    .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()))
                                    .maxOutputTokens(prompt.maxTokens())
                                    .build(),
                            new Handler(emitter));
        } catch (RuntimeException e) {
            emitter.fail(told(e));
        }
    }

    private final class Handler implements StreamingChatResponseHandler {

        private final MultiEmitter<? super Piece> emitter;

        private Handler(MultiEmitter<? super Piece> emitter) {
            this.emitter = emitter;
        }

        @Override
        public void onPartialResponse(String text) {
            emitter.emit(new Piece(text, null));
        }

        @Override
        public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
            if (emitter.isCancelled()) {
                context.streamingHandle().cancel();
            } else {
                onPartialResponse(partial.text());
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            if (response.finishReason() == dev.langchain4j.model.output.FinishReason.CONTENT_FILTER) {
                emitter.fail(failure(Kind.BROKEN, "withheld its answer (content_filter)", null));
                return;
            }
            boolean cut = response.finishReason() == dev.langchain4j.model.output.FinishReason.LENGTH;
            emitter.emit(new Piece("", cut ? FinishReason.CUT : FinishReason.COMPLETE));
            emitter.complete();
        }

        @Override
        public void onError(Throwable failure) {
            emitter.fail(told(failure));
        }
    }

    private ModelFailure told(Throwable failure) {
        RemoteFailure known = ProviderFailures.of(failure, model);
        Kind kind =
                switch (known.kind()) {
                    case AWAY -> Kind.AWAY;
                    case BUSY -> known.retryAfter().isPresent() ? Kind.BUSY_FOR_LONGER : Kind.BUSY;
                    case LATE -> Kind.LATE;
                    case BROKEN, UNFIT -> Kind.BROKEN;
                    case REFUSED -> Kind.REFUSED;
                };
        return failure(kind, String.valueOf(known.getMessage()), known);
    }

    private ModelFailure failure(Kind kind, String how, @Nullable Throwable cause) {
        return new ModelFailure(kind, "The chat model " + model + " " + how + ".", cause);
    }

    /** The container closes the client. */
    @Override
    public void close() {}
}
