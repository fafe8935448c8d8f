package dev.lockstep.features.search;

import dev.lockstep.domain.Fluency;
import dev.lockstep.domain.FusionWeights;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.ModelReading;
import dev.lockstep.features.reading.Readings;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.text.lexical.ReadQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says how what is found in a knowledge base counts, by its model and the languages of the query. */
@ApplicationScoped
class Scales {

    /**
     * Counted from the beginning of the measuring, of which there is one for a model and a language, ever: among few documents a hit can't be
     * judged without it. Later searches find it kept, or go on without.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EmbeddingModels models;
    private final Readings readings;

    Scales(EmbeddingModels models, Readings readings) {
        this.models = models;
        this.readings = readings;
    }

    /**
     * How a model reads a query.
     *
     * @param weight of the dense leg, 0 to 1
     * @param usual null when it is not known
     */
    record Reading(double weight, @Nullable UsualCosines usual) {
        static final Reading UNKNOWN = new Reading(Scales.weight(Fluency.UNKNOWN), null);

        private static final Comparator<Reading> BEST = Comparator.comparingDouble(Reading::weight);
    }

    /** Finds out how the model reads the query: of several languages it may be in, as well as the one it reads best. */
    Uni<Reading> reading(KnowledgeBase knowledgeBase, ReadQuery words) {
        Optional<EmbeddingModel> model = models.byId(knowledgeBase.embeddingModel());
        if (model.isEmpty()) {
            return Uni.createFrom().item(Reading.UNKNOWN);
        }
        List<Uni<Reading>> each = languages(model.get(), words).stream()
                .map(language -> reading(model.get(), language))
                .toList();
        return each.isEmpty()
                ? Uni.createFrom().item(Reading.UNKNOWN)
                : Uni.join().all(each).andFailFast().map(all -> all.stream()
                        .max(Reading.BEST)
                        .orElseThrow());
    }

    /** Without words it is as likely as not that people ask in a language that the model is made for. */
    private static List<String> languages(EmbeddingModel model, ReadQuery words) {
        return words.languages().isEmpty()
                ? model.languages().declared().stream().sorted().limit(1).toList()
                : words.languages();
    }

    private Uni<Reading> reading(EmbeddingModel model, String language) {
        boolean declared = model.languages().reads(language);
        return readings.measured(model, language, PATIENCE)
                .map(found -> new Reading(
                        weight(
                                declared
                                        ? Fluency.WELL
                                        : found.map(ModelReading::fluency).orElse(Fluency.UNKNOWN)),
                        found.map(Scales::usual).orElse(null)));
    }

    private static UsualCosines usual(ModelReading reading) {
        return UsualCosines.of(reading.unrelated().mean(), reading.unrelated().deviation());
    }

    /**
     * The weight of the dense leg. Where the model does not read the language little stands out, and what does is mostly a name or a number,
     * which words find as well. Decision 16 has what was measured.
     */
    private static double weight(Fluency fluency) {
        return switch (fluency) {
            case WELL -> 1;
            case PARTLY -> 1 / 3.;
            case UNKNOWN -> 1 / 6.;
            case NONE -> 1 / 12.;
        };
    }

    static Scale of(KnowledgeBase knowledgeBase, Query query, ReadQuery words, Set<LegName> legs, Reading reading) {
        FusionWeights asked = query.fusion().weights();
        FusionWeights own = knowledgeBase.fusion();
        double dense = first(asked.dense(), own.dense(), reading.weight());
        double lexical = first(asked.lexical(), own.lexical(), 1);
        // Each of the two may be right, and leave nothing together.
        var unused = FusionWeights.accept(dense, lexical);
        return new Scale(dense, lexical, Relevance.in(words.languages(), legs, reading.weight()), reading.usual());
    }

    private static double first(@Nullable Double asked, @Nullable Double own, double usual) {
        return asked != null ? asked : Objects.requireNonNullElse(own, usual);
    }
}
