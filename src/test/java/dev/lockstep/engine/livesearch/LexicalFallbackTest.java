package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.Readership;
import dev.lockstep.stores.catalog.documents.Hydration;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.stores.points.PointStore.Near;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.text.lexical.Analysis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

/** What PostgreSQL alone finds by words. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class LexicalFallbackTest {

    @Inject
    LexicalFallback fallback;

    @Inject
    Analysis analysis;

    @Inject
    Hydration hydration;

    @Inject
    KnowledgeBases knowledgeBases;

    private Api api;

    @BeforeEach
    void createKnowledgeBase() {
        api = Api.newKnowledgeBase();
    }

    @Test
    void aRareWordCountsMoreThanAFrequentOne() {
        put("tea", Map.of("text", "Green tea is brewed with water of eighty degrees."));
        put("water", Map.of("text", "Water, water everywhere, and water again: a paper about water."));
        put("pipes", Map.of("text", "The pipes carry water to the town."));

        assertThat(found("brewing with water")).startsWith("tea").hasSize(3);
    }

    @Test
    void aWordIsFoundInAnotherForm() {
        put("shoes", Map.of("text", "She runs in old shoes."));

        assertThat(found("running shoe")).containsExactly("shoes");
        assertThat(found("swimming")).isEmpty();
    }

    @Test
    void whatIsNotLiveIsNotFound() {
        put("a", Map.of("text", "A zebra crosses the street."));
        put("b", Map.of("text", "A zebra sleeps."));
        put("a", Map.of("text", "A horse crosses the street."));
        api.delete("b").then().statusCode(204);

        assertThat(found("zebra")).isEmpty();
        assertThat(found("horse")).containsExactly("a");
    }

    @Test
    void anotherKnowledgeBaseIsNotSearched() {
        Api.newKnowledgeBase().put("there", "A zebra elsewhere.").then().statusCode(201);

        assertThat(found("zebra")).isEmpty();
    }

    @Test
    void filtersApply() {
        put("old", Map.of("text", "A report about whales.", "metadata", Map.of("year", 1999)));
        put("new", Map.of("text", "A report about whales.", "metadata", Map.of("year", 2026)));

        assertThat(found("whale reports", FilterParser.parse(Map.of("year", Map.of("$gt", 2000)))))
                .containsExactly("new");
    }

    @Test
    void aQueryWithoutWordsFindsNothing() {
        put("a", Map.of("text", "To be or not to be, that is the question."));

        assertThat(found("to be")).isEmpty();
    }

    private void put(String externalId, Map<String, ?> document) {
        api.put(externalId, document).then().statusCode(oneOf(200, 201));
    }

    private List<String> found(String query) {
        return found(query, Filter.ALL);
    }

    /** The external ids of the documents of what was found, best first. */
    private List<String> found(String query, Filter filter) {
        KnowledgeBase searched =
                knowledgeBases.require(Caller.LOCAL, api.name()).await().atMost(Duration.ofSeconds(10));
        ReadableDocuments among = new ReadableDocuments(searched, Readership.EVERYONE, filter);
        List<Near> near = fallback.nearest(among, analysis.query("en", query).vector(), 10)
                .await()
                .atMost(Duration.ofSeconds(10))
                .best();
        List<PointId> points = near.stream().map(Near::id).toList();
        Map<PointId, LiveChunk> live = hydration
                .live(List.of(searched), Readership.EVERYONE, points)
                .await()
                .atMost(Duration.ofSeconds(10));
        return points.stream().map(point -> live.get(point).externalId()).toList();
    }
}
