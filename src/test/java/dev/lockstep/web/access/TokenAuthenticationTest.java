package dev.lockstep.web.access;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lockstep.testing.TokenIssuer.claims;
import static dev.lockstep.testing.TokenIssuer.signed;
import static dev.lockstep.testing.TokenIssuer.signedBySomebodyElse;
import static dev.lockstep.testing.TokenIssuer.token;
import static dev.lockstep.testing.TokenIssuer.unsigned;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** Tokens of a provider, beside keys: what they may do, and all the ways in which they are refused. */
@QuarkusTest
@TestProfile(TokenIssuer.Trusted.class)
@QuarkusTestResource(EmbeddedStores.class)
class TokenAuthenticationTest {

    private static final String ALL = "search read ingest manage";
    private static final String BASES = "/v1/knowledge-bases";

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "expired",
                        signed(claims("ada", "acme", ALL)
                                .expiresAt(Instant.now().minusSeconds(60))),
                        "it has expired"),
                Arguments.of(
                        "of another issuer",
                        signed(claims("ada", "acme", ALL).issuer("https://other.test")),
                        "another issuer"),
                Arguments.of(
                        "for another audience",
                        signed(claims("ada", "acme", ALL).audience("other")),
                        "another audience"),
                Arguments.of("signed by somebody else", signedBySomebodyElse(claims("ada", "acme", ALL)), "signature"),
                Arguments.of("unsigned", unsigned(claims("ada", "acme", ALL)), "signature"),
                Arguments.of(
                        "without a tenant", signed(claims("ada", "acme", ALL).remove("tenant")), "'tenant' is missing"),
                Arguments.of("of no possible tenant", token("ada", "No Tenant", ALL), "'tenant' must be"),
                Arguments.of("of a group in place of a person", token("group:staff", "acme", ALL), "'sub' must be"),
                Arguments.of(
                        "with a number for a list",
                        signed(claims("ada", "acme", ALL).claim("knowledge_bases", 7)),
                        "'knowledge_bases' must be a list"),
                Arguments.of("no token at all", "letmein", "no signature of the provider"),
                Arguments.of("a key that nobody has", "ls_letmein", "the key is not known here"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aTokenIsRefusedWithTheReasonAndNothingElse(String what, String token, String why) {
        Response answer = as(token).get(BASES);

        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", is("Bearer"))
                .body("code", is("unauthenticated"))
                .body("detail", containsString(why));
        assertThat(answer.asString()).doesNotContain(token, "Exception");
    }

    @Test
    void aTokenDoesWhatItsScopesSayInItsTenantAlone() {
        String name = newKnowledgeBase("acme");

        as(token("ada", "acme", "read")).get(BASES).then().statusCode(200).body("data.name", hasItem(name));
        as(token("eve", "other", ALL)).get(BASES).then().statusCode(200).body("data.name", not(hasItem(name)));
        as(token("eve", "other", ALL)).get(BASES + "/" + name).then().statusCode(404);
    }

    @Test
    void aScopeThatIsTooLowIs403() {
        create(token("ada", "acme", "read search openid profile"), "kb-" + UUID.randomUUID())
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", is("forbidden"));
    }

    @Test
    void scopesMayBeAListAndThoseThatNobodyKnowsAreNothing() {
        String token = signed(claims("ada", "acme", "").claim("scope", List.of("read", "owner")));

        as(token).get(BASES).then().statusCode(200);
        create(token, "kb-" + UUID.randomUUID()).statusCode(403);
    }

    @Test
    void aKnowledgeBaseThatTheTokenDoesNotListIsNotThere() {
        String listed = newKnowledgeBase("acme");
        String other = newKnowledgeBase("acme");
        String token = signed(claims("ada", "acme", ALL).claim("knowledge_bases", List.of(listed)));

        as(token).get(BASES + "/" + listed).then().statusCode(200);
        as(token).get(BASES + "/" + other).then().statusCode(404).body("code", is("knowledge_base_not_found"));
        as(token).get(BASES).then().body("data.name", is(List.of(listed)));
    }

    @Test
    void onlyAnAdministratorOfTheTenantDefaultIsTheOperator() {
        as(token("ada", "default", "admin")).get("/q/metrics").then().statusCode(200);
        as(token("ada", "acme", "admin")).get("/q/metrics").then().statusCode(403);
        as(token("ada", "default", ALL)).get("/q/metrics").then().statusCode(403);
        as(signed(claims("ada", "default", "admin").claim("knowledge_bases", List.of("some"))))
                .get("/q/metrics")
                .then()
                .statusCode(403);
    }

    @Test
    void keysWorkBesideTokens() {
        as(TokenIssuer.OPERATOR_KEY).get(BASES).then().statusCode(200);
        given().header("X-API-Key", TokenIssuer.OPERATOR_KEY).get(BASES).then().statusCode(200);
        given().header("X-API-Key", token("ada", "acme", ALL)).get(BASES).then().statusCode(401);
    }

    @Test
    void withoutATokenNothingIsThere() {
        given().get(BASES)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", is("Bearer"))
                .body("code", is("unauthenticated"));
    }

    private static String newKnowledgeBase(String tenant) {
        String name = "kb-" + UUID.randomUUID();
        create(token("ada", tenant, "manage"), name).statusCode(201);
        return name;
    }

    private static ValidatableResponse create(String token, String name) {
        return as(token)
                .contentType("application/json")
                .body(Map.of("name", name))
                .post(BASES)
                .then();
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
