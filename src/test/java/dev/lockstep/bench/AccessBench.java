package dev.lockstep.bench;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What keys add to a search over HTTP: the same search with a key and without one, in turns, of a service that asks nobody for a key. A
 * caller with a key is also held to their scopes, to their knowledge bases, and to the documents that they may read.
 */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class AccessBench {

    private static final int WARM_UPS = 500;
    private static final int ROUNDS = 2_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @Inject
    Library library;

    @TestHTTPResource
    URI service;

    @Test
    void searchWithAKeyAgainstSearchWithout() throws Exception {
        Api api = Api.newKnowledgeBase();
        library.add(api, 10_000);
        List<String> queries = library.queries(200);
        String admin = key("admin", null);
        String all = key("search", null);
        String listed = key("search", api.name());
        for (String mode : List.of("lexical", "hybrid")) {
            compare(api, queries, mode, "of an administrator", admin);
            compare(api, queries, mode, "of all knowledge bases", all);
            compare(api, queries, mode, "of this knowledge base", listed);
        }
    }

    private String key(String scope, @Nullable String knowledgeBase) throws Exception {
        JsonObject key =
                new JsonObject().put("name", "bench-" + UUID.randomUUID()).put("scopes", new JsonArray().add(scope));
        if (knowledgeBase != null) {
            key.put("knowledge_bases", new JsonArray().add(knowledgeBase));
        }
        return new JsonObject(send("/v1/keys", key, null, 201)).getString("key");
    }

    private void compare(Api api, List<String> queries, String mode, String whose, String key) throws Exception {
        Alternating medians = Alternating.measure(
                WARM_UPS,
                ROUNDS,
                round -> search(api, queries.get(round % queries.size()), mode, key),
                round -> search(api, queries.get(round % queries.size()), mode, null));
        System.out.printf(
                "%s search of 10,000 chunks over HTTP, median of %d: %.3f ms with a key %s, %.3f ms without, ratio"
                        + " %.3f, difference %.3f ms (target: 1.02, or 0.2 ms)%n",
                mode,
                ROUNDS,
                medians.ours(),
                whose,
                medians.theirs(),
                medians.ratio(),
                medians.ours() - medians.theirs());
    }

    private void search(Api api, String query, String mode, @Nullable String key) throws Exception {
        JsonObject body = new JsonObject().put("query", query).put("mode", mode);
        String answer = send("/v1/knowledge-bases/" + api.name() + "/search", body, key, 200);
        assertThat(answer).contains("\"data\":[{");
    }

    private String send(String path, JsonObject body, @Nullable String key, int status) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }
}
