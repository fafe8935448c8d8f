package dev.lockstep.features.search;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Page after page: nothing twice, nothing left out, whatever is written in between. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchPagingTest {

    private static final int DOCUMENTS = 15;

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void storeDocuments() {
        kb = Api.newKnowledgeBase();
        IntStream.range(0, DOCUMENTS).forEach(this::store);
    }

    private void store(int i) {
        kb.put("d" + i, "Otter number " + i + " sleeps.").then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void allPagesTogetherAreTheWholeAnswer(String mode) {
        Map<String, Object> query = Map.of("query", "sleeping otter", "mode", mode);
        // While documents settle, the estimated rarity of words changes and ties break otherwise.
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsExactly("SETTLED"));

        List<String> paged = pages(query, 4, () -> {});

        assertThat(paged).isEqualTo(ids(page(query, 100, null))).hasSize(DOCUMENTS);
    }

    @Test
    void whatLivesThroughoutIsShownOnceWhileOthersComeAndGo() {
        int[] round = {0};

        List<String> paged = pages(Map.of("query", "sleeping otter"), 4, () -> {
            round[0]++;
            kb.delete("d" + round[0]).then().statusCode(204);
            store(100 + round[0]);
        });

        Set<String> throughout = new HashSet<>();
        IntStream.range(0, DOCUMENTS).filter(i -> i < 1 || i > round[0]).forEach(i -> throughout.add("d" + i));
        assertThat(paged).doesNotHaveDuplicates().containsAll(throughout).anyMatch(id -> id.startsWith("d10"));
    }

    @Test
    void documentsArePagedToo() {
        Map<String, Object> query = Map.of("query", "sleeping otter", "group_by_document", true);

        assertThat(pages(query, 4, () -> {})).doesNotHaveDuplicates().hasSize(DOCUMENTS);
    }

    @Test
    void aCursorBelongsToItsQuery() {
        String cursor =
                page(Map.of("query", "sleeping otter"), 4, null).extract().path("next_cursor");

        page(Map.of("query", "sleeping otter"), 5, cursor).statusCode(200);
        page(Map.of("query", "sleeping otters"), 4, cursor).statusCode(400).body("code", is("invalid_cursor"));
        page(Map.of("query", "sleeping otter", "mode", "dense"), 4, cursor)
                .statusCode(400)
                .body("code", is("invalid_cursor"));
        page(Map.of("query", "sleeping otter"), 4, cursor.substring(0, cursor.length() - 4))
                .statusCode(400)
                .body("code", is("invalid_cursor"));
        Map<String, Object> there = Map.of("query", "sleeping otter", "limit", 4, "cursor", cursor);
        Api.newKnowledgeBase().search(there).then().statusCode(400).body("code", is("invalid_cursor"));
    }

    private List<String> pages(Map<String, ?> query, int limit, Runnable between) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            ValidatableResponse page = page(query, limit, cursor).statusCode(200);
            all.addAll(ids(page));
            assertThat(all).as("an end").hasSizeLessThan(5 * DOCUMENTS);
            cursor = page.extract().path("next_cursor");
            if (cursor != null) {
                between.run();
            }
        } while (cursor != null);
        return all;
    }

    private static List<String> ids(ValidatableResponse page) {
        return page.extract().path("data.external_id");
    }

    private ValidatableResponse page(Map<String, ?> query, int limit, String cursor) {
        Map<String, Object> body = new HashMap<>(query);
        body.put("limit", limit);
        if (cursor != null) {
            body.put("cursor", cursor);
        }
        return kb.search(body).then();
    }
}
