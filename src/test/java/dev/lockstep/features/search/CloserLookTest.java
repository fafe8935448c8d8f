package dev.lockstep.features.search;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.DocumentPermissions;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FusionWeights;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.Tenant;
import dev.lockstep.features.search.Annotations.Annotation;
import dev.lockstep.features.search.CloseReading.Closeness;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.Reranking.Judged;
import dev.lockstep.features.search.SearchRequest.Extra;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.text.lexical.ReadQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The order and the relevance of hits whose texts were read. Each hit of these tests has its name as its text. */
class CloserLookTest {

    private static final KnowledgeBaseId SCOPE = new KnowledgeBaseId(new UUID(1, 1));
    private static final Relevance RELEVANCE = Relevance.in(List.of("ru"), Set.of(LegName.values()), 1 / 12.);
    private static final int USUAL_WORDS = 75;

    private final List<Judged> hits = new ArrayList<>();
    private final Map<PointId, Annotation> annotations = new HashMap<>();

    @Test
    void supportOfTheTextChangesTheOrder() {
        hit("high", 1.0, 0);
        hit("low", 0.9, 0);
        hit("supported", 0.8, 0.3);

        assertThat(look()).containsExactly("supported", "high", "low");
    }

    @Test
    void whatIsAlikeKeepsItsOrder() {
        hit("first", 1.0, 0.1);
        hit("second", 1.0, 0.1);
        hit("third", 1.0, 0.1);

        assertThat(look()).containsExactly("first", "second", "third");
    }

    @Test
    void whoeverSaysHowToOrderIsHeard() {
        hit("high", 1.0, 0);
        hit("supported", 0.8, 0.3);

        FusionRequest own = new FusionRequest(null, new FusionWeights(0.5, 1.0));
        assertThat(names(look(query(Mode.HYBRID, own), RELEVANCE))).containsExactly("high", "supported");
        assertThat(names(look(query(Mode.LEXICAL, FusionRequest.DEFAULT), RELEVANCE)))
                .containsExactly("high", "supported");
    }

    @Test
    void theOrderOfARerankerStaysAndRelevanceIsCorrectedAllTheSame() {
        hit("judged", 0.7, 0, DocumentId.next(), Map.of(), USUAL_WORDS, CharacterRuns.NONE, 3f);
        hit("supported", 0.7, 0.3, DocumentId.next(), Map.of(), USUAL_WORDS, CharacterRuns.NONE, 2f);

        List<Judged> looked = look(query(Mode.HYBRID, FusionRequest.DEFAULT), RELEVANCE);

        assertThat(names(looked)).containsExactly("judged", "supported");
        assertThat(relevance(looked, "supported")).isGreaterThan(relevance(looked, "judged"));
    }

    @Test
    void wordsThatAnotherHitOfTheDocumentHasCountALittle() {
        DocumentId document = DocumentId.next();
        hit("alone", 0.9, 0, DocumentId.next(), Map.of(1, 1.0), USUAL_WORDS, CharacterRuns.NONE, null);
        hit("one", 0.85, 0, document, Map.of(1, 1.0), USUAL_WORDS, CharacterRuns.NONE, null);
        hit("other", 0.65, 0, document, Map.of(2, 1.0), USUAL_WORDS, CharacterRuns.NONE, null);

        assertThat(look()).containsExactly("one", "alone", "other");
    }

    @Test
    void aShortTextIsTakenForLessRelevantThanALongOne() {
        hit("short", 0.9, 0, DocumentId.next(), Map.of(), 15, CharacterRuns.NONE, null);
        hit("long", 0.9, 0, DocumentId.next(), Map.of(), 200, CharacterRuns.NONE, null);

        List<Judged> looked = look(query(Mode.HYBRID, FusionRequest.DEFAULT), RELEVANCE);

        assertThat(names(looked)).containsExactly("short", "long");
        assertThat(relevance(looked, "short")).isLessThan(relevance(looked, "long"));
    }

    @Test
    void runsOfCharactersThatFewHitsHaveChangeTheOrder() {
        hit("common", 1.0, "abcd wxyz", "abcd");
        hit("common too", 1.0, "abcd wxyz", "abcd");
        hit("special", 0.9, "abcd wxyz", "abcd wxyz");

        assertThat(look()).containsExactly("special", "common", "common too");
    }

    @Test
    void thePartOfTheRunsThatAHitHasCountsForItsRelevance() {
        hit("all", 0.9, "abcdefgh", "abcdefgh");
        hit("none", 0.9, "abcdefgh", "ijklmnop");
        hit("not asked", 0.9, 0);

        List<Judged> looked = look(query(Mode.HYBRID, FusionRequest.DEFAULT), RELEVANCE);

        assertThat(relevance(looked, "all")).isGreaterThan(relevance(looked, "not asked"));
        assertThat(relevance(looked, "none")).isLessThan(relevance(looked, "not asked"));
    }

    @Test
    void byMeaningAloneTheTextTellsNothing() {
        hit("high", 1.0, 0);
        hit("supported", 0.8, 0.3);
        Relevance deaf = Relevance.in(List.of(), Set.of(LegName.DENSE), 1);

        List<Judged> looked = look(query(Mode.HYBRID, FusionRequest.DEFAULT), deaf);

        assertThat(names(looked)).containsExactly("high", "supported");
        assertThat(relevance(looked, "supported")).isEqualTo(0.5f);
    }

    private void hit(String name, double evidence, double support) {
        hit(name, evidence, support, DocumentId.next(), Map.of(), USUAL_WORDS, CharacterRuns.NONE, null);
    }

    private void hit(String name, double evidence, String query, String text) {
        CharacterRuns runs = CharacterRuns.of("th", query, text);
        hit(name, evidence, 0, DocumentId.next(), Map.of(), USUAL_WORDS, runs, null);
    }

    private void hit(
            String name,
            double evidence,
            double support,
            DocumentId document,
            Map<Integer, Double> found,
            int words,
            CharacterRuns runs,
            @Nullable Float reranked) {
        PointId id = PointId.next();
        Place place = new Place(1, 1, HitSource.INDEX, evidence, 1, evidence);
        RankedPoint ranked = new RankedPoint(id, SCOPE, (float) evidence, 0.5f, Map.of(LegName.LEXICAL, place));
        LiveChunk chunk = new LiveChunk(
                id,
                document,
                null,
                1,
                1,
                null,
                "ru",
                name,
                List.of(),
                new Position(0, 0, name.length()),
                Metadata.EMPTY,
                Metadata.EMPTY);
        hits.add(new Judged(List.of(new Item(ranked, chunk)), reranked));
        Closeness closeness = new Closeness(support, found, words);
        annotations.put(id, new Annotation(Highlights.NONE, List.of(), closeness, runs, 1));
    }

    private List<String> look() {
        return names(look(query(Mode.HYBRID, FusionRequest.DEFAULT), RELEVANCE));
    }

    private List<Judged> look(Query query, Relevance relevance) {
        SearchTarget target = new SearchTarget(
                ReadableDocuments.of(Caller.LOCAL, knowledgeBase()),
                Map.of(),
                new Scale(1, 1, relevance, null),
                ReadQuery.NOTHING);
        return new CloserLook(query, List.of(target), annotations).at(hits);
    }

    private static List<String> names(List<Judged> looked) {
        return looked.stream().map(hit -> hit.best().text()).toList();
    }

    private static float relevance(List<Judged> looked, String name) {
        return looked.stream()
                .filter(hit -> hit.best().text().equals(name))
                .map(hit -> hit.group().get(0).ranked().relevance())
                .findFirst()
                .orElseThrow();
    }

    private static Query query(Mode mode, FusionRequest fusion) {
        return new Query(
                List.of("notes"),
                "question",
                null,
                mode,
                8,
                Filter.ALL,
                null,
                null,
                null,
                fusion,
                0,
                Set.of(Extra.CLOSER_LOOK),
                ShownHits.NOTHING,
                0);
    }

    private static KnowledgeBase knowledgeBase() {
        return new KnowledgeBase(
                SCOPE,
                new Tenant("tenant"),
                "notes",
                null,
                Placement.OWN,
                "collection",
                1,
                "model",
                3,
                new Chunking(Chunking.Strategy.RECURSIVE, 100, 0, null, null),
                "ru",
                FusionWeights.UNSET,
                null,
                DocumentPermissions.OPTIONAL,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
