package dev.lockstep.models.embedding.reading;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.ModelReading;
import dev.lockstep.domain.ModelReading.Cosines;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Lets a model find the passages that answer questions, and says how well it did. */
public final class ReadingTrial {

    /** Questions go one by one, like those of people; a server is not asked all at once. */
    private static final int AT_ONCE = 4;

    private ReadingTrial() {}

    /**
     * Lets the model read the sample of a language. It waits among all others for its turn, and fails as the model does.
     *
     * @param language one of {@link ReadingSample#languages}
     */
    public static Uni<ModelReading> of(EmbeddingModel model, String language) {
        return CallerContext.compute(() -> ReadingSample.of(language)).chain(sample -> Uni.combine()
                .all()
                .unis(questions(model, sample), model.embedDocuments(sample.passages()))
                .with((questions, passages) -> result(model.id().value(), language, matrix(questions, passages))));
    }

    private static Uni<List<float[]>> questions(EmbeddingModel model, ReadingSample sample) {
        return Uni.join()
                .all(sample.questions().stream().map(model::embedQuery).toList())
                .usingConcurrencyOf(AT_ONCE)
                .andFailFast();
    }

    private static double[][] matrix(List<float[]> questions, List<float[]> passages) {
        return questions.stream()
                .map(question -> passages.stream()
                        .mapToDouble(passage -> new Embedding(question).dot(new Embedding(passage)))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** @param cosines of each question, by row, with each passage; those that belong together have the same number */
    static ModelReading result(String model, String language, double[][] cosines) {
        int[] ranks = IntStream.range(0, cosines.length)
                .map(row -> rank(cosines[row], row))
                .toArray();
        double[] related = IntStream.range(0, cosines.length)
                .mapToDouble(row -> cosines[row][row])
                .toArray();
        double[] unrelated = IntStream.range(0, cosines.length)
                .mapToObj(row -> IntStream.range(0, cosines[row].length)
                        .filter(column -> column != row)
                        .mapToDouble(column -> cosines[row][column]))
                .flatMapToDouble(others -> others)
                .toArray();
        return new ModelReading(
                model,
                language,
                IntStream.of(ranks).filter(rank -> rank == 1).count() / (double) ranks.length,
                IntStream.of(ranks).mapToDouble(rank -> 1.0 / rank).average().orElse(0),
                cosines(related),
                cosines(unrelated));
    }

    /** Returns the rank of the own passage. One that is as near comes first: a model that tells nothing apart finds nothing. */
    private static int rank(double[] cosines, int own) {
        return 1
                + (int) IntStream.range(0, cosines.length)
                        .filter(other -> other != own && cosines[other] >= cosines[own])
                        .count();
    }

    private static Cosines cosines(double[] values) {
        double mean = DoubleStream.of(values).average().orElse(0);
        double variance = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return new Cosines(mean, Math.sqrt(variance));
    }
}
