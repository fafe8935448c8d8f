package dev.lockstep.domain;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A write as it comes to a feature. It says for whom it is, and whether the same request may come again.
 *
 * @param <R> what the write gives back
 * @param once null when the client gave no key
 * @param progress who follows it
 */
public record Write<R>(Caller caller, @Nullable Once<R> once, WriteProgress progress) {

    public Write(Caller caller, @Nullable Once<R> once) {
        this(caller, once, WriteProgress.NONE);
    }

    /**
     * A request that is carried out once, however often it comes. The trip of its response, from the web to the commit and back,
     * is drawn at {@code web.http.Idempotency}, where it begins.
     *
     * @param answer makes the response that is stored by the very transaction that makes the write visible
     */
    public record Once<R>(IdempotencyKey key, Function<R, StoredResponse> answer) {}

    public static <R> Write<R> by(Caller caller) {
        return new Write<>(caller, null);
    }
}
