package dev.lockstep.models.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.StoreGuard;
import dev.lockstep.testing.EmbeddingServer;
import dev.lockstep.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.lockstep.testing.EmbeddingServer.answers;
import static dev.lockstep.testing.EmbeddingServer.refuses;
import static dev.lockstep.testing.EmbeddingServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A model behind HTTP, and each way in which one request can fail. Retries and the breaker are {@link RemoteGuardTest}'s. */
class RemoteEmbeddingModelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> TEXTS = List.of("one otter", "two otters", "three seals", "four", "five");

    private final EmbeddingServer server = EmbeddingServer.start();
    private final List<RemoteEmbeddingModel> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
        opened.forEach(RemoteEmbeddingModel::close);
    }

    @ParameterizedTest
    @EnumSource
    void textsAreSentInBatchesAndVectorsComeInTheirOrder(Protocol protocol) {
        List<float[]> vectors = embed(model(protocol), TEXTS);
        assertThat(server.asked().stream().map(each -> each.texts().size())).containsExactlyInAnyOrder(3, 2);
        assertThat(vectors).hasSize(5).allSatisfy(vector -> assertThat(dot(vector, vector))
                .isCloseTo(1, within(1e-5)));
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(Arrays.equals(
                            embed(model(protocol), TEXTS.subList(i, i + 1)).get(0), vectors.get(i)))
                    .as(TEXTS.get(i))
                    .isTrue();
        }
    }

    @Test
    void openAisProtocolIsSpoken() {
        List<float[]> ignored = embed(model(Protocol.OPENAI), TEXTS.subList(0, 2));
        assertThat(server.asked()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/v1/embeddings");
            assertThat(request.authorization()).isEqualTo("Bearer s3cret");
            assertThat(request.body().getMap())
                    .containsEntry("model", "some-model")
                    .containsEntry("input", TEXTS.subList(0, 2))
                    .doesNotContainKey("dimensions");
        });
    }

    @Test
    void ollamasProtocolIsSpokenAndItMustNotCut() {
        List<float[]> ignored = embed(model(Protocol.OLLAMA), TEXTS.subList(0, 2));
        assertThat(server.asked()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/embed");
            assertThat(request.authorization()).isEqualTo("Bearer s3cret");
            assertThat(request.body().getMap())
                    .containsEntry("model", "some-model")
                    .containsEntry("input", TEXTS.subList(0, 2))
                    .containsEntry("truncate", false);
        });
    }

    @Test
    void aServerThatCanShortenVectorsIsToldTheDimension() {
        server.does(answers(16));
        RemoteEmbeddingModel model =
                model(FixedRemote.of(server, Protocol.OPENAI).withDimension(16));
        assertThat(embed(model, List.of("otter")).get(0)).hasSize(16);
        assertThat(server.asked().get(0).body().getInteger("dimensions")).isEqualTo(16);
    }

    @Test
    void fewerDimensionsThanTheModelHasAreAskedForAndAreAnotherModel() {
        server.does(answers(16));
        FixedModel whole = FixedModel.remote(FixedRemote.of(server, Protocol.OPENAI));
        RemoteEmbeddingModel shortened = model(whole.withDimensions(16));
        assertThat(embed(shortened, List.of("otter")).get(0)).hasSize(16);
        assertThat(shortened.dimension()).isEqualTo(16);
        assertThat(server.asked().get(0).body().getInteger("dimensions")).isEqualTo(16);
        assertThat(shortened.id()).isNotEqualTo(model(whole).id());
    }

    @Test
    void prefixesGoBeforeQueriesAndDocuments() {
        FixedModel settings =
                FixedModel.remote(FixedRemote.of(server, Protocol.OPENAI)).withPrefixes("query: ", "passage: ");
        RemoteEmbeddingModel model = model(settings);
        assertThat(await(model.embedQuery("otters"))).hasSize(EmbeddingServer.DIMENSION);
        List<float[]> ignored = embed(model, List.of("otters"));
        assertThat(server.asked().stream().map(each -> each.texts().get(0)))
                .containsExactly("query: otters", "passage: otters");
    }

    @Test
    void aLongQueryIsCutAndALongDocumentIsNot() {
        RemoteEmbeddingModel model =
                model(FixedModel.remote(FixedRemote.of(server, Protocol.OPENAI)).withMaxInput(RemoteInput.AROUND + 3));
        assertThat(await(model.embedQuery("one two, three"))).isNotNull();
        assertThat(server.asked().get(0).texts()).containsExactly("one two,");
        assertThat(failure(model.embedDocuments(List.of("one two, three"))))
                .isInstanceOf(Inconsistent.class)
                .hasMessageContaining("nothing may be cut");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void whatHasNoTextIsRefusedUnasked() {
        RemoteEmbeddingModel model = model(Protocol.OPENAI);
        assertThat(failure(model.embedQuery("  "))).isInstanceOf(Rejected.class);
        assertThat(failure(model.embedDocuments(List.of("\n")))).isInstanceOf(Rejected.class);
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aVectorOfAnotherDimensionIsAnError(Protocol protocol) {
        server.does(answers(3));
        KnowledgeException failure = failure(model(protocol).embedDocuments(TEXTS));
        assertThat(failure.code()).isEqualTo(ErrorCode.EMBEDDING_FAILED);
        assertThat(failure)
                .hasMessageContaining("some-model at " + server.url())
                .hasMessageContaining("gave a vector of 3 dimensions, but is configured to have 64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\": [{\"index\": 0, \"embed | answered with something that is not an answer",
                "<html></html> | answered with something that is not an answer",
                "{} | answered with something that is not an answer",
                "{\"data\": 7} | answered with something that is not an answer",
                "{\"data\": [{\"index\": 0}]} | answered with something that is not an answer",
                "{\"data\": []} | gave 0 vectors for 1 texts",
                "{\"data\": [{\"embedding\": []}]} | gave a vector of 0 dimensions",
                "{\"data\": [{\"embedding\": [1]}, {\"embedding\": [1]}]} | gave 2 vectors for 1 texts",
            })
    void anAnswerThatIsNotAVectorForEachTextIsAnError(String body, String why) {
        server.does(says(body));
        KnowledgeException failure = failure(model(Protocol.OPENAI).embedDocuments(List.of("otter")));
        assertThat(failure).isInstanceOf(Unavailable.class).hasMessageContaining(why);
    }

    @Test
    void aVectorWithoutDirectionIsAnError() {
        server.does(says("{\"data\": [{\"embedding\": [0" + ", 0".repeat(EmbeddingServer.DIMENSION - 1) + "]}]}"));
        assertThat(failure(model(Protocol.OPENAI).embedDocuments(List.of("otter"))))
                .hasMessageContaining("no direction");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413})
    void aRefusalIsToldWithWhatTheServerSaid(int status) {
        server.does(refuses(status));
        KnowledgeException failure = failure(model(Protocol.OPENAI).embedDocuments(TEXTS));
        assertThat(failure.code()).isEqualTo(ErrorCode.EMBEDDING_FAILED);
        assertThat(failure.getMessage())
                .contains("answered with status " + status + ": no, because of ... reasons")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500, 502, 503})
    void aServerThatFailsIsAway(int status) {
        server.does(refuses(status));
        assertThat(failure(model(Protocol.OLLAMA).embedDocuments(TEXTS)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("answered with status " + status);
    }

    @Test
    void aBusyServerSaysWhenToComeAgain() {
        server.does(refuses(429, "Retry-After", "7"));
        KnowledgeException failure = failure(model(Protocol.OPENAI).embedDocuments(TEXTS));
        assertThat(failure).isInstanceOf(Overloaded.class);
        assertThat(failure.facts()).containsEntry("retry_after_seconds", 7L);
    }

    @Test
    void aBusyServerMaySayItByADate() {
        String soon = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30));
        server.does(refuses(429, "Retry-After", soon));
        KnowledgeException failure = failure(model(Protocol.OPENAI).embedDocuments(TEXTS));
        assertThat((Long) failure.facts().get("retry_after_seconds")).isBetween(5L, 30L);
        server.does(refuses(429, "Retry-After", "soon"));
        assertThat(failure(model(Protocol.OPENAI).embedDocuments(TEXTS)).facts())
                .isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() {
        server.does(EmbeddingServer.breaksOff());
        assertUnavailable(Protocol.OPENAI, "broke off its answer");
    }

    @Test
    void aConnectionThatIsClosedIsAnError() {
        server.does(EmbeddingServer.hangsUp());
        assertUnavailable(Protocol.OLLAMA, "broke off its answer");
    }

    @Test
    void aServerThatIsAwayIsAnError() {
        server.close();
        assertUnavailable(Protocol.OPENAI, "can't be reached");
    }

    @Test
    void anAnswerThatStopsComingIsNotWaitedForForEver() {
        server.does(server.fallsSilent());
        assertUnavailable(Protocol.OPENAI, "did not answer within PT1.5S");
        assertThat(failure(model(Protocol.OPENAI).embedQuery("otters")))
                .hasMessageContaining("did not answer within PT0.3S");
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        server.does(EmbeddingServer.neverEnds());
        assertUnavailable(Protocol.OPENAI, "answered with more than");
    }

    @Test
    void aFailureBeginsNoFurtherBatchAndTheNextRequestIsAnswered() {
        server.doesFirst(refuses(500), refuses(500));
        RemoteEmbeddingModel model = model(Protocol.OPENAI);
        List<String> many = IntStream.range(0, 60).mapToObj(i -> "text " + i).toList();
        KnowledgeException ignored = failure(model.embedDocuments(many));
        assertThat(server.asked()).hasSizeLessThan(5);
        assertThat(embed(model, TEXTS)).hasSize(5);
    }

    @Test
    void whoGoesAwayIsDroppedFromTheQueueAndQueriesGoOn() {
        server.doesFirst(server.fallsSilent(), server.fallsSilent());
        RemoteEmbeddingModel model = model(Protocol.OPENAI);
        List<String> many = IntStream.range(0, 60).mapToObj(i -> "text " + i).toList();
        var gone = model.embedDocuments(many).subscribe().withSubscriber(UniAssertSubscriber.<List<float[]>>create());
        Eventually.holds(() -> assertThat(server.asked()).hasSize(2));
        assertThat(await(model.embedQuery("otters"))).isNotNull();
        gone.cancel();
        assertThat(embed(model, TEXTS)).hasSize(5);
        assertThat(server.asked().stream().filter(each -> each.texts().get(0).startsWith("text")))
                .hasSize(2);
    }

    @Test
    void theIdentityIsOfTheModelAndNotOfItsPlace() {
        String id = model(Protocol.OPENAI).id().value();
        assertThat(id).startsWith("far@");
        assertThat(model(FixedRemote.at("http://elsewhere:1/v1", Protocol.OPENAI))
                        .id()
                        .value())
                .isEqualTo(id);
        assertThat(model(FixedRemote.of(server, Protocol.OPENAI).withDimension(3))
                        .id()
                        .value())
                .isNotEqualTo(id);
        assertThat(model(FixedModel.remote(FixedRemote.of(server, Protocol.OPENAI))
                                .withPrefixes("", "passage: "))
                        .id()
                        .value())
                .isNotEqualTo(id);
    }

    private void assertUnavailable(Protocol protocol, String why) {
        KnowledgeException failure = failure(model(protocol).embedDocuments(List.of("otter")));
        assertThat(failure.code()).isEqualTo(ErrorCode.EMBEDDING_UNAVAILABLE);
        assertThat(failure.getMessage())
                .contains("some-model at " + server.url(), why)
                .doesNotContain("s3cret");
    }

    private RemoteEmbeddingModel model(Protocol protocol) {
        return model(FixedRemote.of(server, protocol));
    }

    private RemoteEmbeddingModel model(FixedRemote remote) {
        return model(FixedModel.remote(remote));
    }

    private RemoteEmbeddingModel model(FixedModel settings) {
        RemoteSettings remote = settings.remote().orElseThrow();
        RemoteEmbeddingModel model = RemoteModel.open(
                "far",
                settings,
                remote,
                () -> EmbeddingLanes.openFor("far", remote, FixedSettings.withThreads(1), new SimpleMeterRegistry()),
                Unguarded::new);
        opened.add(model);
        return model;
    }

    /** Asks once, whatever comes of it. */
    private static final class Unguarded implements StoreGuard {

        @Override
        public <T> Uni<T> call(Lane lane, Supplier<Uni<T>> attempt) {
            return attempt.get();
        }

        @Override
        public <T> Uni<T> once(Supplier<Uni<T>> attempt) {
            return attempt.get();
        }

        @Override
        public Uni<Void> requireOpenWay() {
            return Uni.createFrom().voidItem();
        }
    }

    private static List<float[]> embed(EmbeddingModel model, List<String> texts) {
        return await(model.embedDocuments(texts));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private static KnowledgeException failure(Uni<?> uni) {
        Throwable failure = uni.subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(PATIENCE)
                .getFailure();
        assertThat(failure).isInstanceOf(KnowledgeException.class);
        return (KnowledgeException) failure;
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
