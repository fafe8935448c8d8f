package dev.lockstep.web.access;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.People;
import dev.lockstep.testing.People.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.lockstep.testing.People.ADMIN;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

/** A backend asks for its users, and gets what they may see and no more. */
@QuarkusTest
@TestProfile(Keyed.class)
@QuarkusTestResource(EmbeddedStores.class)
class OnBehalfOfTest {

    private Person gateway;
    private String kb;

    @BeforeEach
    void fill() {
        gateway = People.person("gateway", "search", "read", "ingest", "impersonate");
        kb = People.knowledgeBase(Map.of());
    }

    private void store(String name, String reader) {
        ADMIN.sends(Map.of("external_id", name, "text", "Otters.", "metadata", Map.of("readers", List.of(reader))))
                .post(kb + "/documents")
                .then()
                .statusCode(201);
    }

    @Test
    void aUserReadsWhatTheKeyDoesNotAndTheOtherWayRound() {
        store("alices", "alice");
        store("gateways", gateway.name());

        gateway.asks().get(kb + "/documents").then().body("data.external_id", is(List.of("gateways")));
        gateway.onBehalfOf("alice")
                .asks()
                .get(kb + "/documents")
                .then()
                .body("data.external_id", is(List.of("alices")));
        ADMIN.onBehalfOf("alice").asks().get(kb + "/documents").then().body("data.external_id", is(List.of("alices")));
    }

    @Test
    void aWriteCarriesBothNames() {
        Person alice = gateway.onBehalfOf("alice");
        alice.sends(Map.of("external_id", "a", "text", "Otters."))
                .post(kb + "/documents")
                .then()
                .statusCode(201);

        alice.asks().get("/v1/transactions").then().statusCode(200).body("data.size()", is(1));
        gateway.onBehalfOf("bob")
                .asks()
                .get("/v1/transactions")
                .then()
                .statusCode(200)
                .body("data.size()", is(0));
    }

    @Test
    void aKeyWithoutTheScopeMayNotNameAnybody() {
        Person other = People.person("other", "search", "read");
        other.onBehalfOf("alice")
                .asks()
                .get(kb)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", is("forbidden"))
                .body("detail", containsString("impersonate"));
    }

    @Test
    void nobodyGetsThePowersOfAnAdministratorByAnAdministrator() {
        Person alice = ADMIN.onBehalfOf("alice");
        alice.asks().get("/v1/keys").then().statusCode(403);
        alice.sends(Map.of("name", "x", "scopes", List.of("admin")))
                .post("/v1/keys")
                .then()
                .statusCode(403);
        alice.asks().get(kb).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "alice,", ",group:staff", "group:staff", "alice,,bob", "\u00e4"})
    void whatNamesNobodyIsRefused(String header) {
        gateway.onBehalfOf(header)
                .asks()
                .get(kb)
                .then()
                .statusCode(400)
                .body("code", is("invalid_value"))
                .body("header", is("On-Behalf-Of"));
    }

    @Test
    void tooManyOrTwoHeadersAreRefused() {
        String many = IntStream.rangeClosed(1, 200).mapToObj(i -> "g" + i).collect(Collectors.joining(","));
        gateway.onBehalfOf(many).asks().get(kb).then().statusCode(200);
        gateway.onBehalfOf(many + ",g201").asks().get(kb).then().statusCode(400);
        gateway.onBehalfOf("a".repeat(201)).asks().get(kb).then().statusCode(400);
        gateway.onBehalfOf("alice")
                .asks()
                .header("On-Behalf-Of", "bob")
                .get(kb)
                .then()
                .statusCode(400);
    }
}
