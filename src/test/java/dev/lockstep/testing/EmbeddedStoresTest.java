package dev.lockstep.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;

@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class EmbeddedStoresTest {

    @Test
    void theServiceIsReadyOnEmbeddedStores() {
        given().get("/q/health/ready").then().statusCode(200);
    }
}
