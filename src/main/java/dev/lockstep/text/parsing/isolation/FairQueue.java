package dev.lockstep.text.parsing.isolation;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What waits, in a queue for each requester. Tenants take turns, and so do the knowledge bases of a tenant; whoever holds less comes
 * first. A long queue is its owner's trouble only.
 *
 * @param <T> what waits
 */
final class FairQueue<T> {

    /** Both maps are in the order of turns: whoever had one goes to the end. */
    private final Map<String, Map<Requester, Deque<T>>> tenants = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    void addLast(Requester requester, T element) {
        queue(requester).addLast(element);
        size++;
    }

    /** Puts something back that had its turn in vain. */
    void addFirst(Requester requester, T element) {
        queue(requester).addFirst(element);
        size++;
    }

    private Deque<T> queue(Requester requester) {
        return tenants.computeIfAbsent(requester.tenant(), tenant -> new LinkedHashMap<>())
                .computeIfAbsent(requester, owner -> new ArrayDeque<>());
    }

    /** Returns whose turn it is; null when nothing waits. */
    @Nullable
    Requester next(Holdings held) {
        return tenants.entrySet().stream()
                .min(Comparator.comparingLong(tenant -> held.of(tenant.getKey())))
                .flatMap(tenant -> tenant.getValue().keySet().stream().min(Comparator.comparingLong(held::of)))
                .orElse(null);
    }

    /** Takes what has waited longest of what somebody waits for, who has had a turn then. */
    T take(Requester requester) {
        T element = queue(requester).removeFirst();
        size--;
        Map<Requester, Deque<T>> queues = tenants.remove(requester.tenant());
        Deque<T> queue = queues.remove(requester);
        if (!queue.isEmpty()) {
            queues.put(requester, queue);
        }
        if (!queues.isEmpty()) {
            tenants.put(requester.tenant(), queues);
        }
        return element;
    }

    /** Takes what came last into the longest queue of the tenant that waits for most. */
    T dropLast() {
        Requester longest = tenants.values().stream()
                .max(Comparator.comparingInt(
                        queues -> queues.values().stream().mapToInt(Deque::size).sum()))
                .flatMap(queues -> queues.entrySet().stream()
                        .max(Comparator.comparingInt(queue -> queue.getValue().size())))
                .map(Entry::getKey)
                .orElseThrow();
        T last = queue(longest).getLast();
        boolean unused = remove(longest, last);
        return last;
    }

    /** Tells whether it was there. */
    boolean remove(Requester requester, T element) {
        Map<Requester, Deque<T>> queues = tenants.getOrDefault(requester.tenant(), Map.of());
        Deque<T> queue = queues.get(requester);
        if (queue == null || !queue.removeLastOccurrence(element)) {
            return false;
        }
        size--;
        if (queue.isEmpty()) {
            queues.remove(requester);
        }
        if (queues.isEmpty()) {
            tenants.remove(requester.tenant());
        }
        return true;
    }
}
