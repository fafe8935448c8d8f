package dev.lockstep.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.lockstep.embedding.DefaultModel;
import dev.lockstep.embedding.EmbeddingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Chunks a second of our default model and of langchain4j's class for the same model, in turns on the same machine. */
@Tag("bench")
class EmbeddingBench {

    private static final int CHUNKS = 200;
    private static final int TOKENS = 200;
    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private record Medians(double ours, double langchain4j) {}

    @Test
    void embedDocumentsAgainstLangchain4jEmbedAll() {
        int processors = Runtime.getRuntime().availableProcessors();
        try (DefaultModel loaded = DefaultModel.withThreads(processors)) {
            Medians seconds = measure(loaded.model(), chunks(loaded.model()));
            System.out.printf(
                    "%d chunks of %d tokens, %d processors, median of %d rounds: ours %.2f s (%.1f/s), "
                            + "langchain4j %.2f s (%.1f/s), ratio %.2f%n",
                    CHUNKS,
                    TOKENS,
                    processors,
                    ROUNDS,
                    seconds.ours(),
                    CHUNKS / seconds.ours(),
                    seconds.langchain4j(),
                    CHUNKS / seconds.langchain4j(),
                    seconds.langchain4j() / seconds.ours());
        }
    }

    private static Medians measure(EmbeddingModel model, List<String> chunks) {
        var reference = new BgeSmallEnV15QuantizedEmbeddingModel();
        List<TextSegment> segments = chunks.stream().map(TextSegment::from).toList();
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = -1; round < ROUNDS; round++) { // the first warms up
            double our = seconds(
                    () -> assertThat(model.embedDocuments(chunks).await().atMost(PATIENCE))
                            .hasSize(CHUNKS));
            double their = seconds(
                    () -> assertThat(reference.embedAll(segments).content()).hasSize(CHUNKS));
            if (round >= 0) {
                ours.add(our);
                theirs.add(their);
            }
        }
        return new Medians(median(ours), median(theirs));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static List<String> chunks(EmbeddingModel model) {
        String[] words = "work store vector commit chunk query index document version search every never".split(" ");
        SplittableRandom random = new SplittableRandom(1);
        List<String> chunks = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            StringBuilder chunk = new StringBuilder();
            for (int j = 0; j < TOKENS; j++) {
                chunk.append(words[random.nextInt(words.length)]).append(' ');
            }
            chunks.add(chunk.toString());
        }
        assertThat(model.tokenizer().count(chunks.get(0))).isEqualTo(TOKENS);
        return chunks;
    }
}
