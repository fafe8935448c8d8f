package dev.lockstep.embedded.qdrant.server;

import dev.lockstep.embedded.qdrant.filter.Conditions;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.lucene.search.IndexSearcher;

/** Sends what a request comes to: its answer, or its error as a status. */
final class Reply {
    private Reply() {}

    /** Answers with what the request returns, within this call. */
    static <T> void with(StreamObserver<T> observer, Request<T> request) {
        T answer;
        try {
            answer = request.run();
        } catch (IOException | RuntimeException e) {
            observer.onError(status(e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    /** Answers when the request is done, on the thread that did it. */
    static <T> void when(StreamObserver<T> observer, Request<CompletableFuture<T>> request) {
        CompletableFuture<T> answer;
        try {
            answer = request.run();
        } catch (IOException | RuntimeException e) {
            observer.onError(status(e));
            return;
        }
        var unused = answer.whenComplete((value, failure) -> {
            if (failure != null) {
                observer.onError(status(failure));
            } else {
                observer.onNext(value);
                observer.onCompleted();
            }
        });
    }

    private static StatusRuntimeException status(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return status(failure.getCause());
        }
        if (failure instanceof StatusRuntimeException status) {
            return status;
        }
        if (failure instanceof IndexSearcher.TooManyClauses) {
            return Conditions.tooMany();
        }
        System.getLogger(Reply.class.getName()).log(System.Logger.Level.ERROR, "A request failed", failure);
        if (failure instanceof IOException disk) {
            return ErrorStatus.storage("the request failed", disk);
        }
        return ErrorStatus.internal(failure.toString(), failure);
    }

    /** What a call does. */
    @FunctionalInterface
    interface Request<T> {
        T run() throws IOException;
    }
}
