package dev.lockstep.proof.crashes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients must find, and what not, of everything that a case has to do with. */
final class Expected {

    private interface Fact {
        void verify(PackagedApplication application) throws Exception;
    }

    private final List<Fact> facts = new ArrayList<>();
    private final List<Doc> documents = new ArrayList<>();

    static Expected nothing() {
        return new Expected();
    }

    /** Exactly these documents of a case are there, in this knowledge base. */
    Expected documents(String knowledgeBase, String owner, List<Doc> live, List<Doc> absent) {
        documents.addAll(live);
        facts.add(application -> {
            for (Doc document : live) {
                isLive(application, document);
            }
            for (Doc document : absent) {
                assertThat(status(application, document.path())).isEqualTo(404);
            }
            assertThat(hits(application, knowledgeBase, owner))
                    .as("what a search finds of %s in %s", owner, knowledgeBase)
                    .containsExactlyInAnyOrderElementsOf(
                            live.stream().flatMap(doc -> chunks(doc).stream()).toList());
        });
        return this;
    }

    private static void isLive(PackagedApplication application, Doc document) throws Exception {
        JsonObject found = json(application.send("GET", document.path(), null));
        assertThat(found.getJsonObject("metadata")).isEqualTo(document.metadataJson());
        assertThat(found.getInteger("version")).isEqualTo(document.version());
        assertThat(found.getString("status")).isEqualTo("ready");
        assertThat(application.send("GET", document.path() + "/content", null).body())
                .isEqualTo(String.join(" ", document.sentences()));
    }

    private static List<String> chunks(Doc document) {
        return document.sentences().stream()
                .map(sentence ->
                        document.externalId() + " v" + document.version() + " " + document.metadata() + ": " + sentence)
                .toList();
    }

    private static List<String> hits(PackagedApplication application, String knowledgeBase, String owner)
            throws Exception {
        JsonObject query = new JsonObject()
                .put("query", "tigers in the harbour")
                .put("limit", 100)
                .put("filter", new JsonObject().put("owner", owner));
        JsonObject found =
                json(application.send("POST", "/v1/knowledge-bases/" + knowledgeBase + "/search", query.encode()));
        List<String> hits = new ArrayList<>();
        for (JsonObject hit : objects(found)) {
            hits.add(hit.getString("external_id") + " v" + hit.getInteger("version") + " "
                    + hit.getJsonObject("metadata").getString("edition") + ": " + hit.getString("text"));
        }
        return hits;
    }

    /** A conversation has exactly these messages, in this order. */
    Expected messages(String conversation, List<String> texts) {
        facts.add(application -> {
            List<JsonObject> listed =
                    objects(json(application.send("GET", conversation + "/messages?limit=100", null)));
            assertThat(listed).extracting(message -> message.getString("text")).isEqualTo(texts);
            for (int index = 0; index < listed.size(); index++) {
                assertThat(listed.get(index).getInteger("index")).isEqualTo(index);
            }
            String query = "{\"query\": \"parcels\", \"limit\": 100}";
            assertThat(objects(json(application.send("POST", conversation + "/recall", query))))
                    .extracting(hit -> hit.getJsonObject("message").getString("text"))
                    .containsExactlyInAnyOrderElementsOf(texts);
        });
        return this;
    }

    Expected present(String path) {
        facts.add(application ->
                assertThat(status(application, path)).as("GET %s", path).isEqualTo(200));
        return this;
    }

    Expected absent(String path) {
        facts.add(application ->
                assertThat(status(application, path)).as("GET %s", path).isEqualTo(404));
        return this;
    }

    /** So many conversations have this title: one, or none. */
    Expected conversations(String title, int count) {
        facts.add(application -> assertThat(titles(application).stream().filter(title::equals))
                .as("conversations with the title %s", title)
                .hasSize(count));
        return this;
    }

    private static List<String> titles(PackagedApplication application) throws Exception {
        List<String> titles = new ArrayList<>();
        for (JsonObject conversation : listing(application, "/v1/conversations")) {
            titles.add(String.valueOf(conversation.getString("title")));
        }
        return titles;
    }

    void verify(PackagedApplication application) throws Exception {
        for (Fact fact : facts) {
            fact.verify(application);
        }
    }

    /** The listing of a knowledge base has all of these documents and no others. */
    static void listed(PackagedApplication application, String knowledgeBase, List<Expected> all) throws Exception {
        Set<String> expected = new TreeSet<>();
        for (Expected one : all) {
            one.documents.stream()
                    .filter(document -> document.knowledgeBase().equals(knowledgeBase))
                    .forEach(document -> expected.add(document.externalId()));
        }
        Set<String> found = new TreeSet<>();
        for (JsonObject document : listing(application, "/v1/knowledge-bases/" + knowledgeBase + "/documents")) {
            assertThat(found.add(document.getString("external_id"))).isTrue();
        }
        assertThat(found).isEqualTo(expected);
    }

    private static List<JsonObject> listing(PackagedApplication application, String path) throws Exception {
        List<JsonObject> all = new ArrayList<>();
        String cursor = "";
        Set<String> seen = new HashSet<>();
        while (cursor != null && seen.add(cursor)) {
            JsonObject page = json(application.send("GET", path + "?limit=500" + cursor, null));
            all.addAll(objects(page));
            String next = page.getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return all;
    }

    private static List<JsonObject> objects(JsonObject page) {
        JsonArray data = page.getJsonArray("data");
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            objects.add(data.getJsonObject(i));
        }
        return objects;
    }

    private static int status(PackagedApplication application, String path) throws Exception {
        return application.send("GET", path, null).statusCode();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), answer.body())
                .isBetween(200, 299);
        return new JsonObject(answer.body());
    }
}
