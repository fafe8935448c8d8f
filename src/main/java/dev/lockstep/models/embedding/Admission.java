package dev.lockstep.models.embedding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides who may come into a lane: so many requests, so many texts. The next ones wait before the door, in their order and not many;
 * whoever gives those up, or is refused, has begun nothing.
 */
final class Admission {

    enum Answer {
        ADMITTED,
        HELD,
        REFUSED
    }

    private final LaneLimits limits;
    private final Set<EmbeddingRequest<?>> inside = new HashSet<>();
    private final Deque<EmbeddingRequest<?>> held = new ArrayDeque<>();
    private int texts;

    Admission(LaneLimits limits) {
        this.limits = limits;
    }

    synchronized Answer ask(EmbeddingRequest<?> request) {
        if (held.isEmpty() && fits(request)) {
            enter(request);
            return Answer.ADMITTED;
        }
        if (held.size() < limits.held()) {
            held.add(request);
            return Answer.HELD;
        }
        return Answer.REFUSED;
    }

    /** Removes a request that has waited long enough. Returns false if it does not wait any more. */
    synchronized boolean giveUp(EmbeddingRequest<?> request) {
        return held.removeFirstOccurrence(request);
    }

    /** Notes that texts are embedded, and returns the requests that came in for them. */
    synchronized List<EmbeddingRequest<?>> embedded(int count) {
        texts -= count;
        return comeIn();
    }

    /**
     * Notes that a request is over, whether it was in or before the door, and returns those that came in for it.
     *
     * @param left texts that it had not embedded
     */
    synchronized List<EmbeddingRequest<?>> leave(EmbeddingRequest<?> request, int left) {
        boolean waited = held.removeFirstOccurrence(request);
        if (!waited && inside.remove(request)) {
            texts -= left;
        }
        return comeIn();
    }

    /** Closes the door for ever, and returns the requests that stand before it. */
    synchronized List<EmbeddingRequest<?>> close() {
        List<EmbeddingRequest<?>> all = List.copyOf(held);
        held.clear();
        return all;
    }

    synchronized int requests() {
        return inside.size();
    }

    synchronized int texts() {
        return texts;
    }

    synchronized int held() {
        return held.size();
    }

    private List<EmbeddingRequest<?>> comeIn() {
        List<EmbeddingRequest<?>> in = new ArrayList<>();
        for (EmbeddingRequest<?> next = held.peek(); next != null && fits(next); next = held.peek()) {
            enter(held.remove());
            in.add(next);
        }
        return in;
    }

    private boolean fits(EmbeddingRequest<?> request) {
        return inside.size() < limits.requests()
                && (inside.isEmpty() || texts + (long) request.size() <= limits.texts());
    }

    private void enter(EmbeddingRequest<?> request) {
        boolean ignored = inside.add(request);
        texts += request.size();
    }
}
