package dev.lockstep.features.reconciliation;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.testing.Talk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Messages are kept in step as documents are, in a collection that all conversations share. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ConversationRepairTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";

    @Inject
    StoreInspector stores;

    Talk talk;
    String collection;

    @BeforeEach
    void beginConversation() {
        talk = Talk.begin();
        talk.say("user", TIGERS).then().statusCode(201);
        collection = one("SELECT collection FROM conversation WHERE id = $1").getString("collection");
        Eventually.holds(() -> assertThat(stores.points(collection, talk.id()))
                .isEqualTo(live())
                .hasSize(1));
        Eventually.holds(() -> assertThat(one("SELECT state FROM unit_of_work u JOIN message m ON m.uow_id = u.id"
                                + " WHERE m.conversation_id = $1")
                        .getString("state"))
                .isEqualTo("SETTLED"));
    }

    private Row one(String sql) {
        return stores.query(sql, Tuple.of(talk.id())).iterator().next();
    }

    private Set<UUID> live() {
        Set<UUID> ids = new TreeSet<>();
        stores.query("SELECT point_id FROM live_point WHERE scope_id = $1", Tuple.of(talk.id()))
                .forEach(row -> ids.add(row.getUUID("point_id")));
        return ids;
    }

    @Test
    void messagesThatQdrantLostComeBackAndZombiesGo() {
        stores.lose(collection, live());
        UUID zombie = stores.latePoint(
                collection,
                talk.id(),
                one("SELECT uow_id FROM message WHERE conversation_id = $1").getUUID("uow_id"));
        assertThat(stores.points(collection, talk.id())).containsExactly(zombie);

        Repairs.repairAll();

        assertThat(stores.points(collection, talk.id())).isEqualTo(live());
        assertThat(talk.recalled("striped cats")).containsExactly(TIGERS);
    }

    @Test
    void theirCollectionIsMadeAgainAndFilled() {
        stores.dropCollection(collection);

        Repairs.repairAll();

        assertThat(stores.points(collection, talk.id())).isEqualTo(live()).hasSize(1);
        assertThat(talk.recalled("striped cats")).containsExactly(TIGERS);
        talk.say("user", "Rockets burn oxygen.").then().statusCode(201);
    }

    @Test
    void whatIsSharedIsNoOrphanWhenNobodyUsesItNow() {
        String unused = "lockstep_conversations_of_another_model";
        stores.makeCollection(unused);
        try {
            Repairs.repairAll();

            assertThat(stores.collections()).contains(unused);
            Repairs.report().body("orphaned_collections", is(0)).body("lost_collections", is(0));
        } finally {
            stores.dropCollection(unused);
        }
    }

    /** Who adds a kind of points to one of the views must add it to the other, or it would never be looked for. */
    @Test
    void whateverIsLiveIsWalkedThrough() {
        Set<String> walked = tables("point_row");

        assertThat(tables("live_point")).isEqualTo(walked).contains("chunk", "message_piece");
    }

    private Set<String> tables(String view) {
        Set<String> tables = new TreeSet<>();
        stores.query(
                        "SELECT table_name FROM information_schema.view_column_usage"
                                + " WHERE view_name = $1 AND column_name = 'point_id'",
                        Tuple.of(view))
                .forEach(row -> tables.add(row.getString("table_name")));
        return tables;
    }
}
