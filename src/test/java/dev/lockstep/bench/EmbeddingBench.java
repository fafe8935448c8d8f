package dev.lockstep.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.lockstep.models.embedding.BareLoop;
import dev.lockstep.models.embedding.BareLoop.Way;
import dev.lockstep.models.embedding.BareLoop.Way.Spinning;
import dev.lockstep.models.embedding.DefaultModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chunks a second of our default model, of langchain4j's class for the same model, and of the same file in ONNX Runtime with
 * nothing around it in several ways, in turns on the same machine. {@code -Dlockstep.bench.chunks} and {@code .rounds} make it
 * shorter or longer.
 */
@Tag("bench")
class EmbeddingBench {

    private static final int CHUNKS = Integer.getInteger("lockstep.bench.chunks", 200);
    private static final int ROUNDS = Integer.getInteger("lockstep.bench.rounds", 5);
    private static final int TOKENS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String OURS = "Lockstep";
    private static final String LANGCHAIN4J = "langchain4j's embedAll";

    private final int processors = Runtime.getRuntime().availableProcessors();

    @Test
    void chunksASecond() throws Exception {
        List<BareLoop> loops = new ArrayList<>();
        try (DefaultModel loaded = DefaultModel.withThreads(processors)) {
            List<String> chunks = chunks(loaded);
            List<TextSegment> segments = chunks.stream().map(TextSegment::from).toList();
            var reference = new BgeSmallEnV15QuantizedEmbeddingModel();
            Map<String, Runnable> contestants = new LinkedHashMap<>();
            contestants.put(OURS, () -> assertThat(
                            loaded.model().embedDocuments(chunks).await().atMost(PATIENCE))
                    .hasSize(CHUNKS));
            contestants.put(
                    LANGCHAIN4J,
                    () -> assertThat(reference.embedAll(segments).content()).hasSize(CHUNKS));
            for (Way way : ways()) {
                BareLoop loop = new BareLoop(way);
                loops.add(loop);
                contestants.put("bare loop, " + way, () -> assertThat(loop.embed(chunks))
                        .hasDimensions(CHUNKS, 384));
            }
            assertSameVectors(loaded, loops.get(0), chunks.get(0));
            report(measure(contestants));
        } finally {
            for (BareLoop loop : loops) {
                loop.close();
            }
        }
    }

    private List<Way> ways() {
        return List.of(
                new Way(processors, 1, 1, Spinning.OFF),
                new Way(processors, 1, 1, Spinning.ON),
                new Way(1, processors, 1, Spinning.ON),
                new Way(processors, 1, 8, Spinning.OFF));
    }

    private static void assertSameVectors(DefaultModel loaded, BareLoop loop, String text) {
        float[] ours = loaded.model()
                .embedDocuments(List.of(text))
                .await()
                .atMost(PATIENCE)
                .get(0);
        float[] bare = loop.embed(List.of(text))[0];
        double cosine = IntStream.range(0, ours.length)
                .mapToDouble(i -> ours[i] * bare[i])
                .sum();
        assertThat(cosine).isGreaterThan(0.99999);
    }

    /** The first round warms up; each begins with another one, so that none always follows the same. */
    private static Map<String, Double> measure(Map<String, Runnable> contestants) {
        List<String> names = List.copyOf(contestants.keySet());
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get((i + round) % names.size());
                double took = seconds(contestants.get(name));
                if (round > 0) {
                    seconds.computeIfAbsent(name, each -> new ArrayList<>()).add(took);
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        names.forEach(name ->
                medians.put(name, seconds.get(name).stream().sorted().toList().get(ROUNDS / 2)));
        return medians;
    }

    private void report(Map<String, Double> medians) {
        System.out.printf(
                "%d chunks of %d tokens, %d processors, median of %d rounds:%n", CHUNKS, TOKENS, processors, ROUNDS);
        medians.forEach((name, seconds) ->
                System.out.printf("  %-65s %6.2f s, %5.1f chunks/s%n", name, seconds, CHUNKS / seconds));
        double ours = medians.get(OURS);
        double best = medians.entrySet().stream()
                .filter(each -> each.getKey().startsWith("bare"))
                .mapToDouble(Map.Entry::getValue)
                .min()
                .orElseThrow();
        System.out.printf(
                "Lockstep is %.2f times as fast as langchain4j (target: 1.5) and has %.0f %% of the best bare loop's"
                        + " chunks a second (target: 90)%n",
                medians.get(LANGCHAIN4J) / ours, 100 * best / ours);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<String> chunks(DefaultModel loaded) {
        String[] words = "work store vector commit chunk query index document version search every never".split(" ");
        SplittableRandom random = new SplittableRandom(1);
        List<String> chunks = IntStream.range(0, CHUNKS)
                .mapToObj(i -> String.join(
                        " ",
                        IntStream.range(0, TOKENS)
                                .mapToObj(j -> words[random.nextInt(words.length)])
                                .toList()))
                .toList();
        assertThat(loaded.model().tokenizer().count(chunks.get(0))).isEqualTo(TOKENS);
        return chunks;
    }
}
