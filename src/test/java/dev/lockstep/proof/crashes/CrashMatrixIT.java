package dev.lockstep.proof.crashes;

import dev.lockstep.proof.crashes.CrashCase.Crash;
import dev.lockstep.proof.crashes.CrashCase.Failing;
import dev.lockstep.proof.crashes.CrashCase.Promise;
import dev.lockstep.proof.crashes.Scenario.Request;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of write, crashed at every point of its way, and again at every point of its recovery. {@link CrashTable} is
 * the list of what is promised.
 *
 * <p>Units of work freeze side by side, each at its point, and then the process is killed: that crashes all of them at
 * once. The next life of the application recovers them, while some freeze once more; the last one has nothing in its way.
 */
class CrashMatrixIT {

    private static final int LAST_LIFE = 4;
    private static final int SIDE_BY_SIDE = 40;
    private static final int CLIENTS = 8;

    /** The clean-up after commits is nobody's unit of work: in each life it stops at the next of its points. */
    private static final Map<Integer, String> CLEAN_UP =
            Map.of(1, "purge.points-deleted", 2, "purge.forgotten", 3, "purge.points-deleted");

    private final Path directory =
            Path.of("target", "crash-matrix-" + UUID.randomUUID()).toAbsolutePath();
    private final List<CrashCase> cases = CrashTable.all();
    private final Map<CrashCase, Scenario> scenarios = new ConcurrentHashMap<>();
    private final Map<CrashCase, CompletableFuture<HttpResponse<String>>> answers = new HashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @Test
    void whereverTheProcessDiesAWriteIsDoneOnceOrNotAtAll() throws Exception {
        try (OutlivingStores stores = new OutlivingStores(directory.resolve("qdrant"))) {
            for (int life = 1; life < LAST_LIFE; life++) {
                live(life, stores);
            }
            try (PackagedApplication application =
                    PackagedApplication.start(directory.resolve("data"), settings(stores))) {
                stores.awaitQuiet();
                stores.agree();
                forEach(cases, crashed -> check(crashed, application));
                assertThat(violations).isEmpty();
                stores.awaitQuiet();
                stores.agree();
                listingsAreRight(application);
            }
        } finally {
            clients.shutdownNow();
        }
        report();
    }

    /** Starts the application, lets everything that is due in this life come to its point, and kills it. */
    private void live(int life, OutlivingStores stores) throws Exception {
        Plan plan = plan(life, life == 1 ? Map.of() : stores.unitsOfWork());
        Map<String, String> settings = settings(stores);
        settings.put("lockstep.test.failpoints", plan.write().toString());
        PackagedApplication application = PackagedApplication.start(directory.resolve("data"), settings);
        try {
            if (life == 1) {
                WriteKind.prepareAlways(application);
                prepare(application);
            }
            sendUntilFrozen(life, plan, application);
            plan.awaitAllFrozen();
            answersCameWhenDue(life);
            if (life == 2) {
                // Recovery stands still half-way: clients must not see anything of that.
                forEach(cases, crashed -> visible(crashed, life).verify(application));
            }
        } finally {
            application.kill();
        }
        stores.letSweepsBeDue();
    }

    private Map<String, String> settings(OutlivingStores stores) {
        Map<String, String> settings = new HashMap<>(stores.settings());
        // As with a store of its own: a new process takes over at once what the one before has left.
        settings.put("lockstep.unit-of-work.sole-owner", "true");
        // A life must not take over what is frozen in it.
        settings.put("lockstep.unit-of-work.timeout", "120s");
        settings.put("lockstep.unit-of-work.lease-margin", "120s");
        settings.put("lockstep.unit-of-work.recovery-interval", "250ms");
        settings.put("lockstep.unit-of-work.recovery-batch", "10000");
        settings.put("lockstep.reconciliation.purge-interval", "250ms");
        // Compensation and sweeps have to do without the collector's help.
        settings.put("lockstep.reconciliation.first-pass-after", "1h");
        // All of them are under way at once, and what is frozen keeps its place.
        settings.put("lockstep.unit-of-work.max-concurrent", "1000");
        settings.put("lockstep.qdrant.share.begun", "1000");
        settings.put("lockstep.catalog.share.begun", "1000");
        settings.put("lockstep.catalog.transaction-timeout", "10m");
        settings.put("lockstep.catalog.silence", "10m");
        settings.put("lockstep.qdrant.upsert-batch", "2");
        settings.put("lockstep.embedding.document-requests", "1000");
        settings.put("quarkus.datasource.reactive.max-size", "80");
        settings.put("quarkus.datasource.reactive.additional-properties.idle_in_transaction_session_timeout", "0");
        return settings;
    }

    private Plan plan(int life, Map<String, String> unitsOfWork) {
        Plan plan = new Plan(directory.resolve("plan-" + life));
        plan.freeze(CLEAN_UP.get(life), "purge");
        for (CrashCase crashed : cases) {
            if (crashed.failing() == Failing.YES && crashed.firstLife() == life) {
                plan.fail("commit.before", crashed.name());
            }
            for (Crash crash : crashed.crashes()) {
                if (crash.life() == life) {
                    plan.freeze(
                            crash.point(),
                            crashed.firstLife() == life ? crashed.name() : unitsOfWork.get(crashed.name()));
                }
            }
        }
        return plan;
    }

    /** Some clients side by side, each with a share of the cases. */
    private void prepare(PackagedApplication application) throws Exception {
        List<Integer> shares = IntStream.range(0, CLIENTS).boxed().toList();
        forEach(shares, share -> {
            Preparation given = new Preparation(application);
            for (int i = share; i < cases.size(); i += CLIENTS) {
                CrashCase crashed = cases.get(i);
                scenarios.put(crashed, crashed.kind().prepare(given, crashed.name()));
            }
            given.finish();
        });
    }

    /** Those that stop after their answer go last: the background stops with them. */
    private void sendUntilFrozen(int life, Plan plan, PackagedApplication application) {
        List<CrashCase> due = new ArrayList<>();
        for (CrashCase crashed : cases) {
            if (crashed.firstLife() == life) {
                due.add(crashed.answered() ? due.size() : 0, crashed);
            }
        }
        for (int from = 0; from < due.size(); from += SIDE_BY_SIDE) {
            List<CrashCase> part = due.subList(from, Math.min(due.size(), from + SIDE_BY_SIDE));
            part.forEach(crashed -> answers.put(crashed, send(crashed, application)));
            part.forEach(crashed -> plan.awaitFrozen(crashed.crashes().get(0).point(), crashed.name()));
        }
    }

    private CompletableFuture<HttpResponse<String>> send(CrashCase crashed, PackagedApplication application) {
        Request request = scenarios.get(crashed).request();
        return application.sendOnce(crashed.name(), request.method(), request.path(), request.json());
    }

    private void answersCameWhenDue(int life) throws Exception {
        for (Map.Entry<CrashCase, CompletableFuture<HttpResponse<String>>> sent : answers.entrySet()) {
            CrashCase crashed = sent.getKey();
            if (crashed.firstLife() != life) {
                continue;
            }
            if (crashed.answered()) {
                HttpResponse<String> answer = sent.getValue().get(30, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).as(crashed.name()).isBetween(200, 299);
            } else {
                assertThat(sent.getValue().isDone())
                        .as("%s was answered", crashed.name())
                        .isFalse();
            }
        }
    }

    private Expected visible(CrashCase crashed, int life) {
        Scenario scenario = scenarios.get(crashed);
        return crashed.promise() == Promise.DONE && crashed.firstLife() <= life ? scenario.after() : scenario.before();
    }

    private void check(CrashCase crashed, PackagedApplication application) throws Exception {
        try {
            promiseHolds(crashed, application);
        } catch (AssertionError broken) {
            violations.add(crashed.name() + " (" + crashed.promise() + "): " + broken.getMessage());
        }
    }

    private void promiseHolds(CrashCase crashed, PackagedApplication application) throws Exception {
        if (crashed.promise() == Promise.CARRIED_OUT_WHEN_SENT_AGAIN) {
            scenarios.get(crashed).before().verify(application);
        }
        HttpResponse<String> again = send(crashed, application).get(30, TimeUnit.SECONDS);
        answerFits(crashed, again);
        finallyExpected(crashed).verify(application);
    }

    private static void answerFits(CrashCase crashed, HttpResponse<String> again) {
        boolean replayed = again.headers().firstValue("Idempotency-Replayed").isPresent();
        assertThat(replayed)
                .as("replayed: %s", again.body())
                .isEqualTo(crashed.promise() != Promise.CARRIED_OUT_WHEN_SENT_AGAIN);
        switch (crashed.promise()) {
            case CARRIED_OUT_WHEN_SENT_AGAIN, DONE ->
                assertThat(again.statusCode()).as(again.body()).isBetween(200, 299);
            case UNDONE -> {
                assertThat(again.statusCode()).as(again.body()).isEqualTo(503);
                assertThat(again.body()).contains("transaction_interrupted");
            }
            case FAILED -> {
                assertThat(again.statusCode()).as(again.body()).isEqualTo(500);
                assertThat(again.body()).contains("internal_error");
            }
        }
    }

    private Expected finallyExpected(CrashCase crashed) {
        Scenario scenario = scenarios.get(crashed);
        return switch (crashed.promise()) {
            case CARRIED_OUT_WHEN_SENT_AGAIN, DONE -> scenario.after();
            case UNDONE, FAILED -> scenario.before();
        };
    }

    private void listingsAreRight(PackagedApplication application) throws Exception {
        List<Expected> all =
                new ArrayList<>(cases.stream().map(this::finallyExpected).toList());
        all.add(WriteKind.always());
        Expected.listed(application, WriteKind.NORTH, all);
        Expected.listed(application, WriteKind.SOUTH, all);
    }

    private interface ForOne<T> {
        void act(T one) throws Exception;
    }

    private <T> void forEach(List<T> all, ForOne<T> action) throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (T one : all) {
            tasks.add(() -> {
                action.act(one);
                return null;
            });
        }
        for (Future<Void> done : clients.invokeAll(tasks)) {
            Void nothing = done.get();
            assertThat(nothing).isNull();
        }
    }

    private void report() {
        System.out.printf(
                "crash matrix: %d kinds of writes, %d single crashes and %d pairs of crashes at %d points, %d starts;"
                        + " violations: %d%n",
                WriteKind.values().length,
                cases.stream().filter(crashed -> crashed.crashes().size() == 1).count(),
                cases.stream().filter(crashed -> crashed.crashes().size() == 2).count(),
                cases.stream()
                        .flatMap(crashed -> crashed.crashes().stream().map(Crash::point))
                        .distinct()
                        .count(),
                LAST_LIFE,
                violations.size());
    }
}
