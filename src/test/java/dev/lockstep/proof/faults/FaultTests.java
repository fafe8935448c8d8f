package dev.lockstep.proof.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** One {@link Installation} for the tests of a class. After each of them everything must be well again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultTests {

    Installation installation;
    HonestClient client;

    @BeforeAll
    void start() throws Exception {
        installation = Installation.start();
    }

    @BeforeEach
    void makeKnowledgeBase() throws Exception {
        client = new HonestClient(installation.application);
    }

    @AfterEach
    void everythingIsWellAgain() throws Exception {
        installation.mend();
        installation.bothStoresAgree();
        client.everyAnswerWasTrue();
        assertThat(client.write().statusCode()).isEqualTo(201);
    }

    @AfterAll
    void stop() throws Exception {
        String log = installation.application.log();
        installation.close();
        assertThat(log).doesNotContain("has been blocked for");
    }

    static <T> CompletableFuture<T> async(Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }
}
