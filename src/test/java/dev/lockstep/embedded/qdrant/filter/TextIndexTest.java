package dev.lockstep.embedded.qdrant.filter;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.IntegerIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.SnowballParams;
import io.qdrant.client.grpc.Collections.StemmingAlgorithm;
import io.qdrant.client.grpc.Collections.StopwordsSet;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Collections.TokenizerType;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.matchPhrase;
import static io.qdrant.client.ConditionFactory.matchText;
import static io.qdrant.client.ConditionFactory.matchTextAny;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Texts with and without a text index, as in Qdrant's lib/segment/src/index/field_index/full_text_index (read_ops.rs,
 * tokenizers/mod.rs, tests) and lib/segment/src/payload_storage/condition_checker.rs.
 */
class TextIndexTest {
    private static final String LONG = "tail".repeat(400);

    @TempDir
    Path directory;

    private RunningQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory).withCollection(1, Distance.Dot);
        qdrant.upsert(
                point(1, Map.of("text", value("Hello, big World!")), 1),
                point(2, Map.of("text", value("Hello Wörld")), 1),
                point(3, Map.of("text", list(List.of(value("the hello"), value("world ends")))), 1),
                point(4, Map.of("text", value("Hello " + LONG)), 1),
                point(5, Map.of("text", value(7)), 1));
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void withoutAnIndexCharactersCount() {
        assertThat(matching(matchText("text", "ello"))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(matching(matchText("text", "Hello Wör"))).containsExactly(2L);
        assertThat(matching(matchText("text", "hello"))).containsExactly(3L);
        assertThat(matching(matchPhrase("text", "big World"))).containsExactly(1L);
        assertThat(matching(matchTextAny("text", "big ends"))).containsExactly(1L, 3L);
        assertThat(matching(matchTextAny("text", " "))).isEmpty();
        assertThat(matching(matchText("text", "tailtail"))).containsExactly(4L);
    }

    @Test
    void withAnIndexTokensOfAllTextsOfAPointCountTogether() {
        index(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word));
        assertThat(matching(matchText("text", "ello"))).isEmpty();
        assertThat(matching(matchText("text", "WORLD hello"))).containsExactly(1L, 3L);
        assertThat(matching(matchText("text", "hello " + LONG))).containsExactly(4L);
        assertThat(matching(matchText("text", "?!"))).isEmpty();
        assertThat(matching(matchTextAny("text", "big ends unheard"))).containsExactly(1L, 3L);
    }

    @Test
    void phrasesNeedAnIndexThatIsMadeForThem() {
        index(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word));
        assertThat(matching(matchPhrase("text", "big world"))).isEmpty();
        index(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word).setPhraseMatching(true));
        assertThat(matching(matchPhrase("text", "big world"))).containsExactly(1L);
        assertThat(matching(matchPhrase("text", "world big"))).isEmpty();
        // Not across the elements of an array.
        assertThat(matching(matchPhrase("text", "hello world"))).isEmpty();
        assertThat(matching(matchPhrase("text", ""))).isEmpty();
    }

    @Test
    void tokenizersDiffer() {
        index(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Whitespace));
        assertThat(matching(matchText("text", "world!"))).containsExactly(1L);
        index(TextIndexParams.newBuilder()
                .setTokenizer(TokenizerType.Whitespace)
                .setLowercase(false));
        assertThat(matching(matchText("text", "World!"))).containsExactly(1L);
        assertThat(matching(matchText("text", "world!"))).isEmpty();
        index(TextIndexParams.newBuilder()
                .setTokenizer(TokenizerType.Prefix)
                .setMinTokenLen(2)
                .setMaxTokenLen(4));
        assertThat(matching(matchText("text", "wo"))).containsExactly(1L, 3L);
        assertThat(matching(matchText("text", "worldly"))).containsExactly(1L, 3L);
        assertThat(matching(matchText("text", "w"))).isEmpty();
        index(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word).setMinTokenLen(4));
        assertThat(matching(matchText("text", "big"))).isEmpty();
        assertThat(matching(matchText("text", "big hello"))).containsExactly(1L, 2L, 3L, 4L);
        index(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word).setAsciiFolding(true));
        assertThat(matching(matchText("text", "world"))).containsExactly(1L, 2L, 3L);
        index(TextIndexParams.newBuilder()
                .setTokenizer(TokenizerType.Word)
                .setStopwords(StopwordsSet.newBuilder().addCustom("The")));
        assertThat(matching(matchText("text", "the"))).isEmpty();
        assertThat(matching(matchText("text", "the hello"))).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void anIndexIsKeptOverARestartAndItsEndIsTheEndOfTokens() {
        index(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word));
        qdrant.close();
        qdrant = RunningQdrant.in(directory);
        assertThat(matching(matchText("text", "ello"))).isEmpty();
        var answer = qdrant.points.deleteFieldIndex(DeleteFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName("text")
                .build());
        assertThat(answer.hasResult()).isTrue();
        assertThat(matching(matchText("text", "ello"))).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aNestedTextGoesByTheIndexOfItsWholePath() {
        qdrant.upsert(point(
                6, Map.of("parts", list(List.of(value(Map.of("t", list(List.of(value("A b"), value("c")))))))), 1));
        create("parts[].t", FieldType.FieldTypeText, PayloadIndexParams.newBuilder());
        assertThat(matching(ConditionFactory.nested("parts", matchText("t", "a"))))
                .containsExactly(6L);
        assertThat(matching(ConditionFactory.nested("parts", matchText("t", " b"))))
                .containsExactly(6L);
        assertThat(matching(ConditionFactory.nested("parts", matchPhrase("t", "a b"))))
                .containsExactly(6L);
        assertThat(matching(matchPhrase("parts[].t", "a b"))).isEmpty();
    }

    @Test
    void uuidsAreTheSameHoweverTheyAreWritten() {
        String uuid = "0F3A7C5E-0000-4000-8000-00000000000A";
        qdrant.upsert(point(7, Map.of("id", value(uuid)), 1));
        Condition lower = ConditionFactory.matchKeyword("id", uuid.toLowerCase(java.util.Locale.ROOT));
        assertThat(matching(lower)).isEmpty();
        create("id", FieldType.FieldTypeUuid, PayloadIndexParams.newBuilder());
        assertThat(matching(lower)).containsExactly(7L);
    }

    @Test
    void settingsThatWouldFindOtherPointsAreRefusedByName() {
        TextIndexParams.Builder word = TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word);
        refused(TextIndexParams.newBuilder().setTokenizer(TokenizerType.Multilingual))
                .hasMessageContaining("UNIMPLEMENTED: The tokenizer Multilingual");
        refused(word.clone()
                        .setStemmer(StemmingAlgorithm.newBuilder()
                                .setSnowball(SnowballParams.newBuilder().setLanguage("english"))))
                .hasMessageContaining("UNIMPLEMENTED: The stemmer");
        refused(word.clone().setStopwords(StopwordsSet.newBuilder().addLanguages("english")))
                .hasMessageContaining("UNIMPLEMENTED: A language's stop words");
        assertThatThrownBy(() -> create(
                        "n",
                        FieldType.FieldTypeText,
                        PayloadIndexParams.newBuilder().setIntegerIndexParams(IntegerIndexParams.newBuilder())))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("do not match");
    }

    @CanIgnoreReturnValue
    private AbstractThrowableAssert<?, ?> refused(TextIndexParams.Builder params) {
        return assertThatThrownBy(() -> index(params));
    }

    private void index(TextIndexParams.Builder params) {
        create("text", FieldType.FieldTypeText, PayloadIndexParams.newBuilder().setTextIndexParams(params));
    }

    private void create(String field, FieldType type, PayloadIndexParams.Builder params) {
        CreateFieldIndexCollection.Builder request = CreateFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName(field)
                .setFieldType(type)
                .setWait(true);
        if (params.getIndexParamsCase() != PayloadIndexParams.IndexParamsCase.INDEXPARAMS_NOT_SET) {
            request.setFieldIndexParams(params);
        }
        assertThat(qdrant.points.createFieldIndex(request.build()).hasResult()).isTrue();
    }

    private List<Long> matching(Condition condition) {
        return numbers(qdrant
                .points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setFilter(Filter.newBuilder().addMust(condition))
                        .build())
                .getResultList()
                .stream()
                .map(RetrievedPoint::getId)
                .toList());
    }
}
