package dev.lockstep.features.conversations;

import dev.lockstep.engine.buffer.WriteBuffer;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.testing.Talk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** What conversations promise when Qdrant lags, refuses, forgets, or the process is too slow. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ConversationFaultTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final String ROCKETS = "Rockets burn liquid oxygen on their way to orbit.";

    @Inject
    StoreInspector stores;

    @Inject
    WriteBuffer buffer;

    Talk talk;

    @BeforeEach
    void beginConversation() {
        talk = Talk.begin();
        // The collection is made by the first message of all; these tests are about the others.
        talk.say("system", "Be brief.").then().statusCode(201);
        Eventually.holds(() -> assertThat(states()).containsExactly("SETTLED"));
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void aMessageIsRecalledAtOnceThoughQdrantLags() {
        Faults.holdApplication();

        talk.sayAll(TIGERS, ROCKETS).then().statusCode(201);

        assertThat(talk.recalled("striped cats", Map.of("limit", 1))).containsExactly(TIGERS);
        assertThat(talk.recalled("anything")).containsExactlyInAnyOrder(TIGERS, ROCKETS, "Be brief.");
        assertThat(points()).hasSize(1);
    }

    @Test
    void aMessageThatAnotherProcessCommittedIsRecalledAtOnce() {
        Faults.holdApplication();
        talk.say(Map.of("role", "tool", "text", TIGERS, "metadata", Map.of("lang", "en")))
                .then()
                .statusCode(201);
        // As if it had never been here.
        buffer.evict(buffer.units());

        assertThat(talk.recalled("striped cats", Map.of("limit", 1))).containsExactly(TIGERS);
        assertThat(talk.recalled("cats", Map.of("roles", Set.of("tool"), "filter", Map.of("lang", "en"))))
                .containsExactly(TIGERS);
    }

    @Test
    void ofSeveralMessagesThatQdrantRefusesNothingRemains() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");

        talk.sayAll(TIGERS, ROCKETS).then().statusCode(500).body("code", is("points_rejected"));

        assertThat(states()).contains("COMPENSATED").doesNotContain("STAGED", "COMPENSATING");
        assertOnlyTheFirstIsThere();
        Faults.clear();
        talk.say("user", TIGERS).then().statusCode(201).body("index", is(1));
    }

    @Test
    void pointsWhoseAnswerWasLostAreCleanedUp() {
        Faults.loseAnswer("Upsert", "UNAVAILABLE");

        talk.sayAll(TIGERS, ROCKETS).then().statusCode(503).body("code", is("points_unavailable"));

        Eventually.holds(this::assertOnlyTheFirstIsThere);
    }

    @Test
    void anInterruptedAppendIsUndoneByRecovery() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> slow = CompletableFuture.supplyAsync(() -> talk.sayAll(TIGERS, ROCKETS));
        Eventually.holds(() -> assertThat(states()).contains("STAGED"));
        assertThat(rows()).isEqualTo(3);

        endLeases();
        Eventually.holds(() -> assertThat(states()).doesNotContain("STAGED", "COMPENSATING"));
        assertThat(rows()).isEqualTo(1);

        Faults.mend("Upsert");
        slow.join().then().statusCode(503).body("code", is("lease_lost"));
        Faults.clear();
        Eventually.holds(this::assertOnlyTheFirstIsThere);
        talk.say("user", TIGERS).then().statusCode(201).body("index", is(1));
    }

    @Test
    void pointsThatQdrantLosesBeforeTheyWereSeenAreWrittenAgain() {
        Faults.holdApplication();
        talk.sayAll(TIGERS, ROCKETS).then().statusCode(201);
        Set<UUID> expected = livePoints();
        assertThat(expected).hasSize(3);
        stores.deleteUnnoticed(collection(), expected);

        Faults.clear();

        Eventually.holds(
                () -> assertThat(points()).hasSizeGreaterThanOrEqualTo(2).isSubsetOf(expected));
        assertThat(talk.recalled("striped cats", Map.of("limit", 1))).containsExactly(TIGERS);
    }

    @Test
    void aDeletedConversationIsInvisibleAtOnceAndGoneFromBothStores() {
        talk.sayAll(TIGERS, ROCKETS).then().statusCode(201);

        talk.delete().then().statusCode(204);

        assertGone();
        Eventually.holds(this::assertNothingRemains);
    }

    @Test
    void aConversationDeletedWhileQdrantLagsLeavesNoPointsBehind() {
        talk = Talk.begin();
        Faults.holdApplication();
        talk.sayAll(TIGERS, ROCKETS).then().statusCode(201);
        assertThat(points()).isEmpty();

        talk.delete().then().statusCode(204);

        assertGone();
        // It may not be done before Qdrant has applied what is to be removed.
        Eventually.holds(() -> assertThat(settling()).isPositive());
        Faults.clear();
        Eventually.holds(this::assertNothingRemains);
    }

    @Test
    void anAppendToAConversationThatIsDeletedMeanwhileLeavesNothing() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> late = CompletableFuture.supplyAsync(() -> talk.sayAll(TIGERS, ROCKETS));
        Eventually.holds(() -> assertThat(states()).contains("STAGED"));

        talk.delete().then().statusCode(204);

        Faults.mend("Upsert");
        late.join().then().statusCode(404).body("code", is("conversation_not_found"));
        Faults.clear();
        Eventually.holds(this::assertNothingRemains);
    }

    @Test
    void aConversationOfManyMessagesIsRemovedSliceBySlice() {
        String[] texts = new String[100];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 100; j++) {
                texts[j] = "Number " + (100 * i + j);
            }
            talk.sayAll(texts).then().statusCode(201);
        }
        assertThat(rows()).isEqualTo(501);

        talk.delete().then().statusCode(204);

        assertGone();
        Eventually.holds(this::assertNothingRemains);
    }

    private void assertOnlyTheFirstIsThere() {
        assertThat(rows()).isEqualTo(1);
        assertThat(points()).hasSize(1).isEqualTo(livePoints());
        assertThat(talk.recalled("anything")).containsExactly("Be brief.");
        assertThat(talk.messages()).extracting("text").containsExactly("Be brief.");
        talk.get().then().body("messages", is(1));
    }

    private void assertGone() {
        talk.get().then().statusCode(404).body("code", is("conversation_not_found"));
        talk.recall(Map.of("query", "tigers")).then().statusCode(404);
        talk.say("user", TIGERS).then().statusCode(404);
        talk.delete().then().statusCode(404);
    }

    private void assertNothingRemains() {
        assertThat(rows()).isZero();
        assertThat(stores.count("SELECT count(*) FROM conversation WHERE id = '" + talk.id() + "'"))
                .isZero();
        assertThat(states()).doesNotContain("COMMITTED", "STAGED", "COMPENSATING");
        assertThat(points()).isEmpty();
    }

    private long rows() {
        return stores.count("SELECT count(*) FROM message WHERE conversation_id = '" + talk.id() + "'");
    }

    /** How often someone has begun to remove what is left of the conversation. */
    private long settling() {
        return stores.count("SELECT count(*) FROM unit_of_work u JOIN unit_of_work_step s ON s.uow_id = u.id"
                + " WHERE s.operation = 'delete' AND u.state = 'COMMITTED' AND u.last_error IS NOT NULL"
                + " AND s.target ->> 'conversation_id' = '" + talk.id() + "'");
    }

    private Set<String> states() {
        Set<String> states = new TreeSet<>();
        for (Row row : stores.query("""
                SELECT DISTINCT u.state FROM unit_of_work u JOIN unit_of_work_step s ON s.uow_id = u.id
                WHERE s.target ->> 'conversation_id' = $1
                """, Tuple.of(talk.id().toString()))) {
            states.add(row.getString("state"));
        }
        return states;
    }

    private void endLeases() {
        assertThat(stores.query("""
                UPDATE unit_of_work SET lease_until = now() - interval '1 second'
                WHERE state = 'STAGED' AND id IN (
                    SELECT uow_id FROM unit_of_work_step WHERE target ->> 'conversation_id' = $1)
                RETURNING id
                """, Tuple.of(talk.id().toString()))).hasSize(1);
    }

    private Set<UUID> livePoints() {
        Set<UUID> ids = new TreeSet<>();
        stores.query("SELECT point_id FROM live_point WHERE scope_id = $1", Tuple.of(talk.id()))
                .forEach(row -> ids.add(row.getUUID("point_id")));
        return ids;
    }

    private Set<UUID> points() {
        return stores.points(collection(), talk.id());
    }

    private String collection() {
        return stores.query(
                        "SELECT target ->> 'collection' AS name FROM unit_of_work_step"
                                + " WHERE target ->> 'conversation_id' = $1 LIMIT 1",
                        Tuple.of(talk.id().toString()))
                .iterator()
                .next()
                .getString("name");
    }
}
