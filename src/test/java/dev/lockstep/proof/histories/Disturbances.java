package dev.lockstep.proof.histories;

import dev.lockstep.proof.histories.Writes.Doc;
import dev.lockstep.testing.QdrantFaults;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What goes wrong while requests are on their way, and the repair of what can't mend itself. */
final class Disturbances {

    private static final String QUERY = "QueryBatch";
    private static final String UPSERT = "Upsert";
    private static final int LOSSY_STEPS = 15;
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final World world;
    private final Oracle oracle;
    private final Writes writes;
    private final Clients clients;
    private final Checks checks;
    private final Consumer<String> history;
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private int lossySteps;

    Disturbances(World world, Oracle oracle, Writes writes, Clients clients, Checks checks, Consumer<String> history) {
        this.world = world;
        this.oracle = oracle;
        this.writes = writes;
        this.clients = clients;
        this.checks = checks;
        this.history = history;
    }

    /** How often each fault struck. */
    Map<Fault, Integer> struck() {
        return struck;
    }

    void strike(Fault fault, Replica replica, SplittableRandom own) {
        struck.merge(fault, 1, Integer::sum);
        whileWriting(fault.toString(), replica, own, 40, () -> fault.strike(world, replica));
    }

    void crash(Replica replica, SplittableRandom own) {
        world.replicas().forEach(Replica::awaitUp);
        world.disturbed();
        if (own.nextBoolean()) {
            whileWriting("crash", replica, own, 120, replica::crash);
        } else {
            // Between what Qdrant does and what the service knows of it.
            world.qdrant().faults().holdAnswer(UPSERT);
            whileWriting("crash with upserts unanswered", replica, own, 1, () -> {
                awaitOrGiveUp(() -> world.qdrant().faults().isHeld(UPSERT));
                replica.crash();
            });
            world.qdrant().faults().mend(UPSERT);
        }
    }

    /** In the middle of what is going on, at a random moment. */
    private void whileWriting(String what, Replica replica, SplittableRandom own, int latest, Runnable event) {
        List<Doc> docs = writes.settled(3, own);
        List<Write> writing =
                List.of(writes.put(docs.get(0), own), writes.batch(docs.subList(1, 3), Optional.empty(), own));
        history.accept(what + " of " + replica + " during");
        clients.meanwhile(replica, writing, own.nextInt(latest), event);
    }

    /**
     * Qdrant answers a search late: before it showed what was just written, and after that was confirmed and left the write
     * buffer. A new document, because one that is replaced is looked for again anyway.
     */
    void searchWhileSettling(String knowledgeBase, Replica replica, SplittableRandom own) {
        Optional<Doc> absent = Writes.all(knowledgeBase).stream()
                .filter(doc -> oracle.isAbsent(doc.subject()))
                .findFirst();
        QdrantFaults faults = world.qdrant().faults();
        faults.holdApplication();
        try {
            if (absent.isPresent() && clients.send(replica, writes.put(absent.get(), own))) {
                searchAnsweredLate(knowledgeBase, replica, own);
            }
        } finally {
            faults.applyAgain();
            faults.mend(QUERY);
        }
    }

    private void searchAnsweredLate(String knowledgeBase, Replica replica, SplittableRandom own) {
        QdrantFaults faults = world.qdrant().faults();
        faults.holdAnswer(QUERY);
        CompletableFuture<Void> search =
                CompletableFuture.runAsync(() -> checks.search(replica, knowledgeBase, own), world.clients());
        awaitOrGiveUp(() -> faults.isHeld(QUERY) || search.isDone());
        faults.applyAgain();
        awaitOrGiveUp(() -> world.isSettled() || search.isDone());
        faults.mend(QUERY);
        try {
            search.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Violation violation) {
                throw violation;
            }
            throw failed;
        }
    }

    private static void awaitOrGiveUp(BooleanSupplier condition) {
        long end = System.nanoTime() + 900_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What Qdrant has lost for good is searched again once it was repaired, and that is not left to chance. */
    void repairLosses(SplittableRandom own) {
        if (!world.isLossy()) {
            lossySteps = 0;
        } else if (++lossySteps > LOSSY_STEPS) {
            repair(own);
        }
    }

    void repair(SplittableRandom own) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!world.repair(world.anyReplica(own))) {
            if (System.nanoTime() > end) {
                throw new Violation("the stores can't be repaired");
            }
        }
        history.accept("repaired");
    }
}
