package dev.lockstep.models.rerank;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.EmbeddingLane;
import dev.lockstep.models.provided.Provided;
import dev.lockstep.models.provided.ProviderFailures;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scoring model of quarkus-langchain4j. It blocks, and so it is asked in a lane. */
final class ProvidedReranker implements Reranker, AutoCloseable {

    private final Provided<ScoringModel> model;
    private final EmbeddingLane lane;

    ProvidedReranker(Provided<ScoringModel> model, RerankSettings settings, MeterRegistry registry) {
        this.model = model;
        lane = new EmbeddingLane("rerank", settings.limits(), registry);
    }

    @Override
    public String name() {
        return model.model();
    }

    @Override
    public Uni<float[]> score(String query, List<String> texts) {
        return lane.computeTogether(texts, all -> ask(query, all)).map(ProvidedReranker::array);
    }

    private List<Double> ask(String query, List<String> texts) {
        List<Double> scores;
        try {
            scores = model.client()
                    .scoreAll(texts.stream().map(TextSegment::from).toList(), query)
                    .content();
        } catch (RuntimeException e) {
            throw unavailable(String.valueOf(ProviderFailures.of(e, model).getMessage()), e);
        }
        if (scores.size() != texts.size()) {
            throw unavailable("gave " + scores.size() + " scores for " + texts.size() + " texts", null);
        }
        return scores;
    }

    private Unavailable unavailable(String how, @Nullable Throwable cause) {
        return new Unavailable(ErrorCode.RERANKER_UNAVAILABLE, "The reranker " + model + " " + how + ".", cause);
    }

    private static float[] array(List<Double> scores) {
        float[] array = new float[scores.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = scores.get(i).floatValue();
        }
        return array;
    }

    @Override
    public void close() {
        lane.close();
    }
}
