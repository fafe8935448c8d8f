package dev.lockstep.features.jobs;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.Eventually;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs as a client uses them. */
final class JobApi {

    private JobApi() {}

    static RequestSpecification async() {
        return given().header("Prefer", "respond-async").contentType(ContentType.JSON);
    }

    static Response post(Api kb, Map<String, ?> document) {
        return async().body(document).post(kb.path() + "/documents");
    }

    /** The id of the job that an answer names. */
    static String accepted(Response answer) {
        answer.then().statusCode(202);
        String id = answer.path("id");
        assertThat(answer.header("Location")).endsWith("/v1/jobs/" + id);
        return id;
    }

    static JsonPath get(String id) {
        return given().get("/v1/jobs/" + id).then().statusCode(200).extract().jsonPath();
    }

    static JsonPath ended(String id, String status) {
        Eventually.holds(() -> assertThat(get(id).getString("status")).isIn("succeeded", "failed", "cancelled"));
        JsonPath job = get(id);
        assertThat(job.getString("status")).as(job.prettify()).isEqualTo(status);
        return job;
    }

    static void endsAs(String id, String status) {
        assertThat(ended(id, status).getString("finished_at")).isNotNull();
    }

    /** So many sentences, each of which is a chunk of its own with {@link #SMALL}. */
    static String sentences(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Sentence number " + i + " says that otters sleep in kelp.")
                .collect(Collectors.joining(" "));
    }

    static final Map<String, Object> SMALL = Map.of("strategy", "sentences", "max_tokens", 32, "max_sentences", 1);
}
