package dev.lockstep.models.embedding.reading;

import dev.lockstep.domain.Fluency;
import dev.lockstep.domain.ModelReading;
import dev.lockstep.domain.ModelReading.Cosines;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.TwoModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReadingTrialTest {

    private static TwoModels models;
    private static Map<String, ModelReading> builtIn;
    private static Map<String, ModelReading> second;

    @BeforeAll
    static void read() {
        models = TwoModels.load();
        builtIn = all(models.builtIn());
        second = all(models.second());
    }

    @AfterAll
    static void close() {
        models.close();
    }

    private static Map<String, ModelReading> all(EmbeddingModel model) {
        return new TreeSet<>(ReadingSample.languages())
                .stream().collect(Collectors.toMap(Function.identity(), language -> ReadingTrial.of(model, language)
                        .await()
                        .atMost(Duration.ofMinutes(1))));
    }

    @Test
    void modelsOfEnglishReadEnglishWell() {
        assertThat(List.of(builtIn.get("en"), second.get("en")))
                .allSatisfy(reading -> assertThat(reading.fluency()).isEqualTo(Fluency.WELL));
    }

    @Test
    void modelsOfEnglishReadNothingElseWell() {
        assertThat(Stream.of(builtIn, second).flatMap(readings -> readings.values().stream()))
                .filteredOn(reading -> !reading.language().equals("en"))
                .allSatisfy(reading -> assertThat(reading.fluency()).isIn(Fluency.PARTLY, Fluency.NONE));
    }

    @Test
    void scriptsThatAModelHasNoWordsForAreNotRead() {
        assertThat(List.of("ru", "th", "he", "ta", "ar"))
                .allSatisfy(
                        language -> assertThat(builtIn.get(language).fluency()).isEqualTo(Fluency.NONE));
    }

    @Test
    void unrelatedTextsAreAsNearAsRelatedOnesWhereNothingIsRead() {
        assertThat(nearer(builtIn.get("en"))).isGreaterThan(0.1);
        assertThat(nearer(builtIn.get("th"))).isLessThan(0.02);
    }

    private static double nearer(ModelReading reading) {
        return reading.related().mean() - reading.unrelated().mean();
    }

    @Test
    void ranksAndCosinesAreCountedAsTheyAre() {
        double[][] cosines = {{0.8, 0.2, 0.4}, {0.6, 0.4, 0.2}, {0.1, 0.3, 0.3}};

        ModelReading reading = ReadingTrial.result("model", "xx", cosines);

        assertThat(reading.first()).isEqualTo(1 / 3.0, within(1e-9));
        assertThat(reading.reciprocalRank()).isEqualTo((1 + 0.5 + 0.5) / 3, within(1e-9));
        assertThat(reading.related().mean()).isEqualTo(0.5, within(1e-9));
        assertThat(reading.related().deviation()).isEqualTo(Math.sqrt(0.14 / 3), within(1e-9));
        assertThat(reading.unrelated().mean()).isEqualTo(0.3, within(1e-9));
    }

    @Test
    void aModelThatTellsNothingApartReadsNothing() {
        ModelReading reading = ReadingTrial.result("model", "xx", new double[][] {{1, 1}, {1, 1}});

        assertThat(reading.first()).isZero();
        assertThat(reading.fluency()).isEqualTo(Fluency.NONE);
        assertThat(reading.related()).isEqualTo(new Cosines(1, 0));
    }
}
