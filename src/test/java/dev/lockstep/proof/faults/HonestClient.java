package dev.lockstep.proof.faults;

import dev.lockstep.proof.crashes.PackagedApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Writes to a knowledge base of its own and holds the service to its answers. Safe for several threads. */
final class HonestClient {

    private final PackagedApplication application;
    private final String path = "/v1/knowledge-bases/kb-" + UUID.randomUUID();

    /** What was acknowledged, by external id. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();

    HonestClient(PackagedApplication application) throws IOException, InterruptedException {
        this.application = application;
        String name = path.substring(path.lastIndexOf('/') + 1);
        HttpResponse<String> created = application.send("POST", "/v1/knowledge-bases", "{\"name\": \"" + name + "\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    /** A new document; the answer is remembered. */
    HttpResponse<String> write() throws IOException, InterruptedException {
        String id = "d" + numbers.incrementAndGet();
        String text = "The " + id + " of " + UUID.randomUUID() + " keeps still.";
        HttpResponse<String> answer = application.send("PUT", document(id), "{\"text\": \"" + text + "\"}");
        if (answer.statusCode() == 201) {
            acknowledged.put(id, text);
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isIn(429, 503);
            assertThat(answer.headers().firstValue("Retry-After"))
                    .as(answer.body())
                    .isPresent();
            if (!answer.body().contains("outcome_unknown")) {
                refused.add(id);
            }
        }
        return answer;
    }

    int acknowledged() {
        return acknowledged.size();
    }

    int refused() {
        return refused.size();
    }

    /** Any search: answered, or refused as a service may. */
    HttpResponse<String> search() throws IOException, InterruptedException {
        return search("anything");
    }

    private HttpResponse<String> search(String query) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                application.send("POST", path + "/search", "{\"query\": \"" + query + "\", \"limit\": 100}");
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 429, 503);
        return answer;
    }

    /** What was acknowledged is found, what was refused is not, and nothing is found twice. */
    void everyAnswerWasTrue() throws IOException, InterruptedException {
        HttpResponse<String> found = search("keeps still");
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        for (Map.Entry<String, String> document : acknowledged.entrySet()) {
            assertThat(found.body().split(java.util.regex.Pattern.quote(document.getValue()), -1))
                    .as("%s in %s", document, found.body())
                    .hasSize(2);
        }
        Set<String> falselyRefused = new HashSet<>(refused);
        falselyRefused.removeIf(id -> !found.body().contains("\"external_id\":\"" + id + "\""));
        assertThat(falselyRefused).isEmpty();
        for (String id : refused) {
            assertThat(application.send("GET", document(id), null).statusCode()).isEqualTo(404);
        }
    }

    private String document(String id) {
        return path + "/documents/external:" + id;
    }
}
