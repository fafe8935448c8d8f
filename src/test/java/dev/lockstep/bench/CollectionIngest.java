package dev.lockstep.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Stores a whole collection by a few clients at once, and says how far it is. */
final class CollectionIngest {

    /** More keep two processors no busier. */
    private static final int CLIENTS = 8;

    private static final int PROGRESS_EVERY = 1_000;

    private final JudgedCollection collection;
    private final RestKnowledgeBase knowledgeBase;
    private final AtomicInteger stored = new AtomicInteger();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Semaphore room = new Semaphore(CLIENTS);
    private final long begun = System.nanoTime();

    CollectionIngest(JudgedCollection collection, RestKnowledgeBase knowledgeBase) {
        this.collection = collection;
        this.knowledgeBase = knowledgeBase;
    }

    /** Documents without any text are refused by the service, and counted here by the code of the refusal. */
    void run() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Stream<CollectionDocument> documents = collection.documents()) {
            for (CollectionDocument document : (Iterable<CollectionDocument>) documents::iterator) {
                room.acquire();
                if (failure.get() != null) {
                    break;
                }
                clients.execute(() -> store(document));
            }
            room.acquire(CLIENTS);
        } finally {
            clients.shutdown();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        print();
    }

    private void store(CollectionDocument document) {
        try {
            String problem = knowledgeBase.store(document);
            if (!problem.isEmpty()) {
                count(problem);
            } else if (stored.incrementAndGet() % PROGRESS_EVERY == 0) {
                print();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        } finally {
            room.release();
        }
    }

    private synchronized void count(String problem) {
        refused.merge(problem, 1, Integer::sum);
    }

    synchronized int refused() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    int stored() {
        return stored.get();
    }

    private synchronized void print() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%s: %d documents stored in %.0f s, %.1f a second; refused: %s%n",
                collection.name(), stored.get(), seconds, stored.get() / seconds, refused.isEmpty() ? "none" : refused);
    }
}
