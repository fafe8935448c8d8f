package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.engine.livesearch.Rarity;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.SearchRequest.Extra;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.text.lexical.Analysis;
import dev.lockstep.text.lexical.Languages;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the words of a query in the chunks that are shown, for those who ask for highlights or explanations. */
@ApplicationScoped
class Annotations {

    private final Analysis analysis;
    private final Rarity rarity;

    Annotations(Analysis analysis, Rarity rarity) {
        this.analysis = analysis;
        this.rarity = rarity;
    }

    /** @param terms that the chunk has of the query */
    record Annotation(Highlights highlights, List<String> terms) {}

    /**
     * The query as a knowledge base reads it.
     *
     * @param language by which chunks are read instead of their own; null for their own
     */
    private record Reading(@Nullable String language, SparseVector weighted) {}

    Uni<Map<PointId, Annotation>> of(List<Item> items, Query query, List<SearchTarget> targets, SearchTrace trace) {
        return items.isEmpty() || (!query.wants(Extra.HIGHLIGHTS) && !query.wants(Extra.EXPLANATION))
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
                        annotations.put(item.ranked().id(), annotation(item, reading));
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
            return Uni.createFrom().item(new Reading(Languages.UNDETERMINED, terms));
        }
        if (target.terms().isEmpty() || trace.goesOnWithout(Candidates.POINTS)) {
            return Uni.createFrom().item(new Reading(null, target.terms()));
        }
        return rarity.weigh(knowledgeBase.collection(), target.terms(), List.of(), trace.deadline())
                .onFailure()
                .recoverWithItem(target.terms())
                .map(weighted -> new Reading(null, weighted));
    }

    private Annotation annotation(Item item, Reading reading) {
        String own = reading.language() == null ? item.chunk().language() : reading.language();
        String language = own != null && Languages.knows(own) ? own : Languages.UNDETERMINED;
        Highlighter highlighter = new Highlighter(
                item.chunk(), analysis.tokens(language, item.chunk().text()), reading.weighted());
        return new Annotation(highlighter.highlights(locale(language)), highlighter.terms());
    }

    private static Locale locale(String language) {
        return Languages.UNDETERMINED.equals(language) ? Locale.ROOT : Locale.forLanguageTag(language);
    }
}
