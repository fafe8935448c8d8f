package dev.lockstep.features.batch;

import dev.lockstep.features.batch.DocumentLines.Numbered;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One run through a file. Asked for the next result, it first makes sure that enough lines are under way, and then
 * waits for the oldest of them: so results come in order, and no line is begun unless someone asks.
 */
final class BatchRun {

    private final DocumentLines documents;
    private final int concurrency;
    private final Function<Numbered, Uni<LineResult>> work;
    private final Queue<CompletableFuture<LineResult>> underWay = new ArrayDeque<>();
    private final Map<String, CompletableFuture<LineResult>> lastOfName = new ConcurrentHashMap<>();
    private boolean ended;

    BatchRun(DocumentLines documents, int concurrency, Function<Numbered, Uni<LineResult>> work) {
        this.documents = documents;
        this.concurrency = concurrency;
        this.work = work;
    }

    /** Returns the next result; empty after the last. */
    Uni<Optional<LineResult>> next() {
        return begun().chain(this::oldest);
    }

    private Uni<Void> begun() {
        int room = concurrency - underWay.size();
        return ended || room == 0
                ? Uni.createFrom().voidItem()
                : CallerContext.compute(() -> documents.next(room))
                        .invoke(lines -> {
                            ended = lines.size() < room;
                            lines.forEach(line -> underWay.add(begin(line)));
                        })
                        .replaceWithVoid();
    }

    /** Begins a line that goes on by itself: a caller that stops waiting does not stop it. */
    private CompletableFuture<LineResult> begin(Numbered line) {
        CompletableFuture<LineResult> result = new CompletableFuture<>();
        inTurn(line, result).subscribe().with(result::complete, result::completeExceptionally);
        return result;
    }

    /** Makes a line wait for the one before with the same external id, so that the last of them counts. */
    private Uni<LineResult> inTurn(Numbered line, CompletableFuture<LineResult> result) {
        Uni<LineResult> begun = Uni.createFrom().deferred(() -> work.apply(line));
        String name = line.externalId();
        if (name == null) {
            return begun;
        }
        CompletableFuture<LineResult> before = lastOfName.put(name, result);
        Uni<LineResult> turn = before == null
                ? begun
                : CallerContext.resume(Uni.createFrom().completionStage(before)).chain(() -> begun);
        return turn.onTermination().invoke(() -> lastOfName.remove(name, result));
    }

    private Uni<Optional<LineResult>> oldest() {
        CompletableFuture<LineResult> first = underWay.poll();
        return first == null
                ? Uni.createFrom().item(Optional.empty())
                : CallerContext.resume(Uni.createFrom().completionStage(first)).map(Optional::of);
    }

    void close() {
        documents.close();
    }
}
