package dev.lockstep.features.search;

import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.SearchBurst;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** More searches at once than there is room for. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchOverloadTest {

    private static final int BEYOND = 100;

    @Inject
    SearchSettings settings;

    @Test
    void eachIsAnsweredOrSentAwayUntilLaterAndTheNextIsAnswered() {
        Api kb = Api.newKnowledgeBase();
        kb.post("otters", "Otters sleep in kelp.").then().statusCode(201);

        // A slow machine may let those who wait go, but should not begin with what only the first search takes.
        kb.search(Map.of("query", "where do otters sleep?")).then().statusCode(200);

        int room = settings.maxConcurrent() + settings.maxWaiting();
        SearchBurst burst = SearchBurst.of(room + BEYOND, kb, List.of("where do otters sleep?"));

        assertThat(burst.others()).isEmpty();
        assertThat(burst.answered() + burst.shed()).isEqualTo(room + BEYOND);
        assertThat(burst.answered()).isGreaterThanOrEqualTo(settings.maxConcurrent());
        assertThat(burst.full()).as("sent away although there was room").isLessThanOrEqualTo(BEYOND);
        kb.search(Map.of("query", "otters")).then().statusCode(200).body("data.external_id", is(List.of("otters")));
    }
}
