package dev.lockstep.models.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.EmbeddingServer;
import dev.lockstep.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.testing.EmbeddingServer.answers;
import static dev.lockstep.testing.EmbeddingServer.refuses;
import static org.assertj.core.api.Assertions.assertThat;

/** Retries, and a breaker, before a model behind HTTP: when it is asked again, and when it is left alone. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class RemoteGuardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> TEXTS = List.of("otter");

    private final EmbeddingServer server = EmbeddingServer.start();
    private final FixedRemote settings = FixedRemote.of(server, Protocol.OPENAI);
    private final RemoteEmbeddingModel model = RemoteModel.open(
            "guarded" + System.nanoTime(),
            FixedModel.remote(settings),
            settings,
            () -> EmbeddingLanes.openFor("x", settings, FixedSettings.withThreads(1), new SimpleMeterRegistry()));

    @AfterEach
    void stop() {
        server.close();
        model.close();
    }

    @Test
    void whatFailedInPassingIsAskedAgain() {
        server.doesFirst(refuses(500), EmbeddingServer.breaksOff());
        assertEmbedded();
        assertThat(server.asked()).hasSize(3);
        assertThat(server.asked()).allSatisfy(each -> assertThat(each.texts()).isEqualTo(TEXTS));
    }

    @Test
    void itIsAskedSoOftenAndNoMore() {
        server.does(refuses(503));
        assertThat(failure()).isInstanceOf(Unavailable.class);
        assertThat(server.asked()).hasSize(1 + settings.maxRetries());
    }

    @Test
    void aBusyServerIsAskedAgainWhenItWantsToBe() {
        server.doesFirst(refuses(429, "Retry-After", "1"));
        long begun = System.nanoTime();
        assertEmbedded();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void oneThatWantsToBeLeftAloneForLongIsLeftAlone() {
        server.does(refuses(429, "Retry-After", "60"));
        KnowledgeException failure = failure();
        assertThat(failure).isInstanceOf(Overloaded.class);
        assertThat(failure.facts()).containsEntry("retry_after_seconds", 60L);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void whatWouldFailAgainIsNotAskedAgain() {
        server.does(refuses(400));
        assertThat(failure().code()).isEqualTo(ErrorCode.EMBEDDING_FAILED);
        server.does(answers(3));
        assertThat(failure().code()).isEqualTo(ErrorCode.EMBEDDING_FAILED);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aServerThatIsAwayIsSparedForAMomentAndThenTriedAgain() {
        server.does(refuses(500));
        assertThat(failure()).hasMessageContaining("status 500");
        assertThat(failure()).hasMessageContaining("status 500");
        KnowledgeException spared = failure();
        assertThat(spared).isInstanceOf(Unavailable.class).hasMessageContaining("was not asked");
        assertThat(spared.facts()).containsKey("retry_after_seconds");
        assertThat(server.asked()).hasSize(6);
        server.does(answers(EmbeddingServer.DIMENSION));
        Eventually.holds(this::assertEmbedded);
    }

    private void assertEmbedded() {
        assertThat(model.embedDocuments(TEXTS).await().atMost(PATIENCE)).hasSize(1);
    }

    private KnowledgeException failure() {
        return (KnowledgeException) model.embedDocuments(TEXTS)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(PATIENCE)
                .getFailure();
    }
}
