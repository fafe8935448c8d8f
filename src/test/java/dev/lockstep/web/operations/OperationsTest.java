package dev.lockstep.web.operations;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Faults;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

/** What operators see: health and metrics. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class OperationsTest {

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void theServiceLives() {
        given().get("/q/health/live").then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void theServiceIsReadyWhenBothStoresAndTheModelAre() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", is("UP"))
                .body("checks.name", containsInAnyOrder("catalog (PostgreSQL)", "points (Qdrant)", "embedding model"))
                .body("checks.status", everyItem(is("UP")));
    }

    @Test
    void theServiceIsNotReadyWithoutQdrantAndSaysSo() {
        Faults.refuse("HealthCheck", "UNAVAILABLE");

        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("status", is("DOWN"))
                .body("checks.find { it.name == 'points (Qdrant)' }.status", is("DOWN"))
                .body("checks.find { it.name == 'points (Qdrant)' }.data.cause", containsString("UNAVAILABLE"))
                .body("checks.find { it.name == 'catalog (PostgreSQL)' }.status", is("UP"));
        given().get("/q/health/live").then().statusCode(200);

        Faults.clear();
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void metricsTellOfEmbeddingBufferAndUnitsOfWork() {
        Api kb = Api.newKnowledgeBase();
        kb.post("a", "Otters hold hands.").then().statusCode(201);

        String metrics =
                given().get("/q/metrics").then().statusCode(200).extract().asString();

        assertThat(metrics)
                .contains(
                        "lockstep_embedding_text_seconds_count",
                        "lockstep_embedding_waiting",
                        "lockstep_buffer_points",
                        "lockstep_buffer_bytes",
                        "lockstep_unit_of_work_committed_seconds_count",
                        "lockstep_unit_of_work_settled_seconds_count",
                        "lockstep_unit_of_work_compensated_total");
    }
}
