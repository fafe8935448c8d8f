package dev.lockstep.features.conversations;

import dev.lockstep.testing.Beside;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.testing.Talk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class RecallConsistencyTest {

    @Inject
    StoreInspector stores;

    private static final String LAST = "Tigers have stripes.";

    private Talk talk;

    @BeforeEach
    void beginConversation() {
        talk = Talk.begin();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    /** An append of more than one batch of points, of which Qdrant shows the first before the commit. */
    @Test
    void anAppendThatIsCommittedDuringARecallIsSeenWhole() {
        talk.say("user", "Good morning.").then().statusCode(201);
        Eventually.holds(() -> assertThat(points()).isEqualTo(1));
        Faults.holdAnswer("Upsert");
        CompletableFuture<Integer> append =
                Beside.run(() -> talk.sayAll(messages()).statusCode());
        Eventually.holds(() -> {
            assertThat(Faults.isHeld("Upsert")).isTrue();
            assertThat(points()).as("the first batch is written").isGreaterThan(1);
        });
        Faults.holdAnswer("QueryBatch");
        CompletableFuture<List<String>> recall = Beside.run(() -> talk.recalled(LAST));
        Eventually.holds(() -> assertThat(Faults.isHeld("QueryBatch")).isTrue());

        Faults.mend("Upsert");
        assertThat(append.join()).isEqualTo(201);
        Faults.mend("QueryBatch");

        assertThat(recall.join()).contains(LAST);
    }

    private static String[] messages() {
        String manyPieces = "The parcel was sent on Monday and has not arrived. ".repeat(1_700);
        Stream<String> others = IntStream.range(0, 98).mapToObj(i -> "It is number " + i + ".");
        return Stream.of(Stream.of(manyPieces), others, Stream.of(LAST))
                .flatMap(texts -> texts)
                .toArray(String[]::new);
    }

    private long points() {
        return stores.points(collection(), talk.id()).size();
    }

    private String collection() {
        return stores.query("SELECT collection FROM conversation WHERE id = $1", Tuple.of(talk.id()))
                .iterator()
                .next()
                .getString("collection");
    }
}
