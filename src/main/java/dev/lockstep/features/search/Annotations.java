package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.engine.livesearch.Rarity;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.CloseReading.Closeness;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.SearchRequest.Extra;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.text.lexical.Analysis;
import dev.lockstep.text.lexical.Languages;
import dev.lockstep.text.lexical.LexicalToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the words of a query in the chunks that are shown, for those who ask for highlights or explanations. */
@ApplicationScoped
class Annotations {

    private static final Set<Extra> NEEDING = EnumSet.of(Extra.HIGHLIGHTS, Extra.EXPLANATION, Extra.CLOSER_LOOK);

    private final Analysis analysis;
    private final Rarity rarity;

    Annotations(Analysis analysis, Rarity rarity) {
        this.analysis = analysis;
        this.rarity = rarity;
    }

    /**
     * What was found in a chunk.
     *
     * @param terms that the chunk has of the query
     * @param runs of characters that it has of the query
     * @param crowding how much more is found by chance in its knowledge base, for the number of its chunks
     */
    record Annotation(
            Highlights highlights, List<String> terms, Closeness closeness, CharacterRuns runs, double crowding) {}

    /**
     * The query as a knowledge base reads it.
     *
     * @param language by which chunks are read instead of their own; null for their own
     * @param crowding as of {@link Annotation}
     */
    private record Reading(@Nullable String language, SparseVector weighted, double crowding) {}

    Uni<Map<PointId, Annotation>> of(List<Item> items, Query query, List<SearchTarget> targets, SearchTrace trace) {
        return items.isEmpty() || Collections.disjoint(query.extras(), NEEDING)
                ? Uni.createFrom().item(Map.of())
                : trace.watch().time(Stage.HIGHLIGHT, () -> annotations(items, query, targets, trace));
    }

    /** Finds the annotations off the event loop, since every word is looked at. */
    private Uni<Map<PointId, Annotation>> annotations(
            List<Item> items, Query query, List<SearchTarget> targets, SearchTrace trace) {
        return readings(query, targets, trace)
                .chain(readings -> CallerContext.compute(() -> {
                    Map<PointId, Annotation> annotations = new HashMap<>();
                    for (Item item : items) {
                        Reading reading = Objects.requireNonNull(
                                readings.get(item.ranked().scope()));
                        annotations.put(item.ranked().id(), annotation(item, query, reading));
                    }
                    return annotations;
                }));
    }

    private Uni<Map<KnowledgeBaseId, Reading>> readings(Query query, List<SearchTarget> targets, SearchTrace trace) {
        List<Uni<Reading>> each =
                targets.stream().map(target -> reading(query, target, trace)).toList();
        return Uni.join().all(each).andFailFast().map(readings -> {
            Map<KnowledgeBaseId, Reading> byKnowledgeBase = new HashMap<>();
            for (int i = 0; i < targets.size(); i++) {
                byKnowledgeBase.put(targets.get(i).knowledgeBase().id(), readings.get(i));
            }
            return byKnowledgeBase;
        });
    }

    /** Reads the query. A knowledge base without a language is not searched by words, but they can be shown all the same. */
    private Uni<Reading> reading(Query query, SearchTarget target, SearchTrace trace) {
        KnowledgeBase knowledgeBase = target.knowledgeBase();
        if (knowledgeBase.language() == null) {
            SparseVector terms =
                    analysis.query(Languages.UNDETERMINED, query.text()).vector();
            return Uni.createFrom().item(new Reading(Languages.UNDETERMINED, terms, 1));
        }
        if (target.terms().isEmpty() || trace.goesOnWithout(Candidates.POINTS)) {
            return Uni.createFrom().item(new Reading(null, target.terms(), 1));
        }
        return Uni.combine()
                .all()
                .unis(
                        rarity.weigh(knowledgeBase.collection(), target.terms(), List.of(), trace.deadline()),
                        rarity.crowding(knowledgeBase.collection(), trace.deadline()))
                .with((weighted, crowding) -> new Reading(null, weighted, crowding))
                .onFailure()
                .recoverWithItem(new Reading(null, target.terms(), 1));
    }

    private Annotation annotation(Item item, Query query, Reading reading) {
        String own = reading.language() == null ? item.chunk().language() : reading.language();
        String language = own != null && Languages.knows(own) ? own : Languages.UNDETERMINED;
        List<LexicalToken> tokens = analysis.tokens(language, item.chunk().text());
        Highlighter highlighter = new Highlighter(item.chunk(), tokens, reading.weighted());
        CloseReading close = new CloseReading(analysis.query(language, query.text()), reading.weighted());
        return new Annotation(
                highlighter.highlights(locale(language)),
                highlighter.terms(),
                close.of(tokens),
                CharacterRuns.of(language, query.text(), item.chunk().text()),
                reading.crowding());
    }

    private static Locale locale(String language) {
        return Languages.UNDETERMINED.equals(language) ? Locale.ROOT : Locale.forLanguageTag(language);
    }
}
