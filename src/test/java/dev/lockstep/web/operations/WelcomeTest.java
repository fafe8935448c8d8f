package dev.lockstep.web.operations;

import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** What the addresses that are not part of the interface lead to, outside of development. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class WelcomeTest {

    @Test
    void theRootLeadsToTheInterfaceToBeTried() {
        given().redirects().follow(false).get("/").then().statusCode(302).header("Location", is("q/swagger-ui/"));
        given().redirects().follow(false).head("/").then().statusCode(302);
        given().get("/").then().statusCode(200).body(containsString("swagger-ui"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/", "/ui/index.html", "/ui/main.js", "/dev/stores", "/dev/sample"})
    void whatOnlyDevelopmentHasIsAbsent(String path) {
        given().get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/outages", "/dev/knowledge-bases/any/empty"})
    void whatOnlyDevelopmentDoesIsAbsent(String path) {
        given().post(path).then().statusCode(404);
        given().get("/q/openapi").then().statusCode(200).body(not(containsString("/dev/")));
    }
}
