package dev.lockstep.proof.crashes;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that inserts, replaces and deletes documents of its own and remembers what was acknowledged. {@code null} stands
 * for a document that must not be there.
 */
final class WritingClient {

    private static final List<String> WORDS = List.of(
            "tiger", "rocket", "garden", "violin", "harbour", "glacier", "bread", "copper", "lantern", "meadow");

    private final int number;
    private final SplittableRandom random;
    private final long seed;
    private final Map<String, String> expected = new LinkedHashMap<>();

    /** The write that was under way when the application died: the document is as before, or as written. */
    private String doubtful;

    private String doubtfulText;
    private int made;
    private int acknowledged;
    private int inDoubt;

    WritingClient(int number, SplittableRandom random, long seed) {
        this.number = number;
        this.random = random;
        this.seed = seed;
    }

    int acknowledged() {
        return acknowledged;
    }

    int inDoubt() {
        return inDoubt;
    }

    void writeUntilItFails(PackagedApplication application) throws InterruptedException {
        doubtful = null;
        while (doubtful == null) {
            List<String> present = expected.entrySet().stream()
                    .filter(entry -> entry.getValue() != null)
                    .map(Map.Entry::getKey)
                    .toList();
            int choice = random.nextInt(10);
            if (choice < 6 || present.isEmpty()) {
                write(application, "PUT", "c" + number + "-" + made++, text());
            } else if (choice < 9) {
                write(application, "PUT", present.get(random.nextInt(present.size())), text());
            } else {
                write(application, "DELETE", present.get(random.nextInt(present.size())), null);
            }
        }
    }

    private void write(PackagedApplication application, String method, String id, String text)
            throws InterruptedException {
        try {
            String body = text == null ? null : "{\"text\": \"" + text + "\"}";
            HttpResponse<String> answer = application.send(method, path(id), body);
            assertThat(answer.statusCode())
                    .as("seed %d: %s", seed, answer.body())
                    .isIn(200, 201, 204);
            expected.put(id, text);
            acknowledged++;
        } catch (IOException died) {
            doubtful = id;
            doubtfulText = text;
            inDoubt++;
        }
    }

    void verify(PackagedApplication application) throws IOException, InterruptedException {
        if (doubtful != null) {
            String found = content(application, doubtful);
            assertThat(Collections.singletonList(found))
                    .as("seed %d: document %s is as before or as written", seed, doubtful)
                    .isSubsetOf(java.util.Arrays.asList(expected.get(doubtful), doubtfulText));
            expected.put(doubtful, found);
        }
        for (Map.Entry<String, String> document : expected.entrySet()) {
            assertThat(content(application, document.getKey()))
                    .as("seed %d: document %s", seed, document.getKey())
                    .isEqualTo(document.getValue());
        }
        findSome(application);
    }

    /** A search for a text that was acknowledged finds it, whole: its one chunk. */
    private void findSome(PackagedApplication application) throws IOException, InterruptedException {
        List<Map.Entry<String, String>> present = expected.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .toList();
        for (int i = 0; i < Math.min(5, present.size()); i++) {
            Map.Entry<String, String> wanted = present.get(random.nextInt(present.size()));
            HttpResponse<String> answer = application.send(
                    "POST",
                    "/v1/knowledge-bases/kb/search",
                    "{\"query\": \"" + wanted.getValue() + "\", \"limit\": 20}");
            assertThat(answer.body())
                    .as("seed %d: search for %s", seed, wanted)
                    .contains("\"external_id\":\"" + wanted.getKey() + "\"");
        }
    }

    private String content(PackagedApplication application, String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = application.send("GET", path(id) + "/content", null);
        if (answer.statusCode() == 404) {
            return null;
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        HttpResponse<String> document = application.send("GET", path(id), null);
        assertThat(document.body()).contains("\"status\":\"ready\"");
        return answer.body();
    }

    private static String path(String id) {
        return "/v1/knowledge-bases/kb/documents/external:" + id;
    }

    private String text() {
        return IntStream.range(0, 8)
                        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                        .collect(Collectors.joining(" "))
                + " " + Long.toHexString(random.nextLong());
    }
}
