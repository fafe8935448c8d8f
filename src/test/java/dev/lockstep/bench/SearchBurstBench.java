package dev.lockstep.bench;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.SearchBurst;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A thousand searches at once through the REST interface, with 10,000 points in the write buffer. */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchBurstBench {

    private static final int SEARCHES = 1_000;
    private static final int BURSTS = 5;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    @Inject
    Library library;

    @Test
    void aThousandAtOnce() throws Exception {
        Api api = Api.newKnowledgeBase();
        library.add(api, 10_000);
        library.addUnsettled(api, 10_000);
        List<String> queries = library.queries(200);
        SearchBurst warmUp = SearchBurst.of(200, api, queries);
        assertThat(warmUp.others()).isEmpty();
        for (int i = 0; i < BURSTS; i++) {
            report(() -> SearchBurst.of(SEARCHES, api, queries));
        }
    }

    private interface Sending {
        SearchBurst send();
    }

    private static void report(Sending sending) throws InterruptedException {
        long before = settled();
        AtomicLong peak = new AtomicLong(before);
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (!done.get()) {
                peak.accumulateAndGet(MEMORY.getHeapMemoryUsage().getUsed(), Math::max);
                pause();
            }
        });
        watch.setPriority(Thread.MIN_PRIORITY);
        watch.start();
        SearchBurst burst = sending.send();
        done.set(true);
        watch.join();
        System.out.printf(
                "%d searches at once: %d answered (%d of them degraded), %d shed with 429, %d others, in %d ms;"
                        + " heap %d MB before, %d MB at most, %d MB after%n",
                SEARCHES,
                burst.answered(),
                burst.degraded(),
                burst.shed(),
                burst.others().size(),
                burst.took().toMillis(),
                before >> 20,
                peak.get() >> 20,
                settled() >> 20);
        assertThat(burst.others()).isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long settled() {
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
