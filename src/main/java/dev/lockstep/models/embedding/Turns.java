package dev.lockstep.models.embedding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose turn it is: requests stand in one line, each at most as often as there are places to work at. One that has had a turn
 * goes to the end of the line, so that a short request does not wait for a long one.
 */
final class Turns {

    private final Deque<EmbeddingRequest<?>> line = new ArrayDeque<>();
    private int free;

    Turns(int places) {
        free = places;
    }

    synchronized void queue(EmbeddingRequest<?> request) {
        line.add(request);
    }

    /** Gives the next request a place until that is given {@link #back}; null when there is no place, or nobody waits. */
    synchronized @Nullable EmbeddingRequest<?> next() {
        if (free == 0 || line.isEmpty()) {
            return null;
        }
        free--;
        return line.remove();
    }

    synchronized void back() {
        free++;
    }

    /** Drops a request that nobody waits for any more. */
    synchronized void drop(EmbeddingRequest<?> request) {
        boolean ignored = line.removeIf(each -> each == request);
    }

    synchronized List<EmbeddingRequest<?>> drain() {
        List<EmbeddingRequest<?>> all = List.copyOf(line);
        line.clear();
        return all;
    }
}
