package dev.lockstep.web.access;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.People;
import dev.lockstep.testing.People.Person;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

/** Nobody is shown anything of a document that they may not read, by whichever path they ask and wherever it is at that moment. */
@QuarkusTest
@TestProfile(Keyed.class)
@QuarkusTestResource(EmbeddedStores.class)
class DocumentPermissionsTest {

    private static final String QUERY = "where do otters sleep?";

    @Inject
    StoreInspector stores;

    private Person alice;
    private Person bob;
    private Person carol;
    private String kb;

    @BeforeEach
    void fill() {
        alice = People.person("alice", "search", "read", "ingest", "manage");
        bob = People.person("bob", "search", "read", "ingest", "manage");
        carol = People.person("gateway", "search", "read", "ingest", "manage", "impersonate")
                .onBehalfOf("carol, group:staff");
        kb = People.knowledgeBase(Map.of());
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    private final Map<String, String> ids = new HashMap<>();

    private void store(String name, Map<String, ?> metadata) {
        Map<String, Object> all = new HashMap<>(metadata);
        all.put("about", "otters");
        Response stored = ADMIN.sends(Map.of(
                        "external_id", name, "text", "Otters sleep in kelp, says " + name + ".", "metadata", all))
                .post(kb + "/documents");
        stored.then().statusCode(201);
        ids.put(name, stored.path("id"));
    }

    private void storeAll() {
        store("open", Map.of());
        store("alices", Map.of("readers", List.of(alice.name(), "someone")));
        store("bobs", Map.of("readers", bob.name()));
        store("staffs", Map.of("readers", List.of("group:staff")));
        store("carols", Map.of("readers", List.of("carol")));
        store("nobodys", Map.of("readers", List.of()));
    }

    private void settle() {
        Faults.clear();
        UUID id = UUID.fromString(ADMIN.asks().get(kb).path("id"));
        Eventually.holds(() -> assertThat(stores.states(id)).containsExactly("SETTLED"));
    }

    private static final Set<String> ALL = Set.of("open", "alices", "bobs", "staffs", "carols", "nobodys");

    private Map<Person, Set<String>> whoReads(String... everybody) {
        Set<String> open = Set.of(everybody);
        return Map.of(
                ADMIN, ALL,
                alice, with(open, "alices"),
                bob, with(open, "bobs"),
                carol, with(open, "staffs", "carols"));
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    @Test
    void aDocumentIsThereForItsReadersAlone() {
        Faults.holdApplication();
        storeAll();
        check("in the write buffer", whoReads("open"), everySearch());
        settle();
        check("in Qdrant", whoReads("open"), everyWay());
        Faults.refuse("QueryBatch", "UNAVAILABLE");
        Faults.refuse("Query", "UNAVAILABLE");
        check("by PostgreSQL alone", whoReads("open"), everySearch());
    }

    @Test
    void whereReadersAreRequiredADocumentWithoutThemIsForAdministratorsAlone() {
        storeAll();
        permissions("required");
        check("required", whoReads(), everyWay());
        Faults.refuse("QueryBatch", "UNAVAILABLE");
        Faults.refuse("Query", "UNAVAILABLE");
        check("required, by PostgreSQL alone", whoReads(), everySearch());
        Faults.clear();
        permissions("optional");
        check("optional again", whoReads("open"), everySearch());
    }

    private void permissions(String permissions) {
        ADMIN.sends(Map.of("document_permissions", permissions))
                .patch(kb)
                .then()
                .statusCode(200);
        assertThat(ADMIN.asks().get(kb).<String>path("document_permissions")).isEqualTo(permissions);
    }

    @Test
    void aChangeOfReadersHoldsFromTheNextSearchOn() {
        store("memo", Map.of());
        settle();
        for (Person reader : List.of(alice, bob, alice)) {
            Faults.holdApplication();
            ADMIN.sends(Map.of("metadata", Map.of("readers", List.of(reader.name()))))
                    .patch(kb + "/documents/external:memo")
                    .then()
                    .statusCode(200);
            Person other = reader.equals(alice) ? bob : alice;
            Map<Person, Set<String>> expected = Map.of(reader, Set.of("memo"), other, Set.of());
            check("just changed", expected, everySearch());
            settle();
            check("settled", expected, everySearch());
        }
    }

    private void check(
            String where, Map<Person, Set<String>> expected, Map<String, Function<Person, Set<String>>> ways) {
        ways.forEach((way, read) -> expected.forEach((person, readable) -> assertThat(read.apply(person))
                .as("%s, %s, to %s", where, way, person.name())
                .containsExactlyInAnyOrderElementsOf(readable)));
    }

    private Map<String, Function<Person, Set<String>>> everyWay() {
        Map<String, Function<Person, Set<String>>> ways = everySearch();
        ways.put("listing", person -> ids(person.asks().get(kb + "/documents?limit=100")));
        ways.put(
                "filtered listing",
                person -> ids(person.asks().get(kb + "/documents?filter=%7B%22about%22:%22otters%22%7D")));
        ways.put("preview of a deletion", this::deletable);
        ways.put("document", person -> existing(person, ""));
        ways.put("content", person -> existing(person, "/content"));
        ways.put("chunks", person -> existing(person, "/chunks"));
        ways.put("versions", person -> existing(person, "/versions"));
        ways.put("evaluation", person -> judged(person.sends(judgements()).post(kb + "/evaluations")));
        ways.put("evaluation by a job", this::judgedLater);
        return ways;
    }

    private Map<String, Function<Person, Set<String>>> everySearch() {
        Map<String, Function<Person, Set<String>>> ways = new LinkedHashMap<>();
        for (String mode : List.of("hybrid", "dense", "lexical")) {
            ways.put(mode, person -> ids(search(person, Map.of("mode", mode))));
        }
        ways.put("filter", person -> ids(search(person, Map.of("filter", Map.of("about", "otters")))));
        ways.put(
                "negated filter", person -> ids(search(person, Map.of("filter", Map.of("about", Map.of("$ne", "x"))))));
        ways.put("groups", person -> ids(search(person, Map.of("group_by_document", Map.of("chunks", 2)))));
        ways.put(
                "all extras",
                person -> shown(search(
                        person,
                        Map.of("highlight", true, "explain", true, "context", Map.of("before", 2, "after", 2)))));
        ways.put("pages", this::byPages);
        ways.put("several", this::amongSeveral);
        // Its events tell all sources that the answer is written from.
        ways.put(
                "answer",
                person -> shown(person.sends(Map.of("question", QUERY, "limit", 20))
                        .accept("text/event-stream")
                        .post(kb + "/answers")));
        return ways;
    }

    private Response search(Person person, Map<String, ?> wishes) {
        Map<String, Object> body = new HashMap<>(wishes);
        body.put("query", QUERY);
        body.putIfAbsent("limit", 50);
        return person.sends(body).post(kb + "/search");
    }

    private static Set<String> ids(Response response) {
        return new TreeSet<>(response.then().statusCode(200).extract().<List<String>>path("data.external_id"));
    }

    /** The documents of which anything at all is in the answer. */
    private Set<String> shown(Response response) {
        String body = response.then().statusCode(200).extract().asString();
        return ids.keySet().stream()
                .filter(name -> body.contains("says " + name))
                .collect(Collectors.toSet());
    }

    private Set<String> byPages(Person person) {
        Set<String> all = new TreeSet<>();
        Map<String, Object> wishes = new HashMap<>(Map.of("limit", 1));
        for (int page = 0; page < 10; page++) {
            Response response = search(person, wishes);
            all.addAll(ids(response));
            String next = response.path("next_cursor");
            if (next == null) {
                return all;
            }
            wishes.put("cursor", next);
        }
        throw new AssertionError("there are more pages than documents");
    }

    private Set<String> amongSeveral(Person person) {
        Map<String, Object> body = Map.of("query", QUERY, "limit", 50, "knowledge_bases", List.of(name()));
        return ids(person.sends(body).post("/v1/search"));
    }

    private String name() {
        return kb.substring(kb.lastIndexOf('/') + 1);
    }

    private Set<String> deletable(Person person) {
        List<String> sample = person.sends(Map.of("filter", Map.of("about", "otters"), "dry_run", true))
                .post(kb + "/documents:delete")
                .then()
                .statusCode(200)
                .extract()
                .path("sample");
        return ids.keySet().stream()
                .filter(name -> sample.contains(ids.get(name)))
                .collect(Collectors.toSet());
    }

    private Set<String> existing(Person person, String part) {
        return ALL.stream()
                .filter(name -> {
                    int status = person.asks()
                            .get(kb + "/documents/external:" + name + part)
                            .statusCode();
                    assertThat(person.asks()
                                    .get(kb + "/documents/" + ids.get(name) + part)
                                    .statusCode())
                            .isEqualTo(status);
                    assertThat(status).isIn(200, 404);
                    return status == 200;
                })
                .collect(Collectors.toSet());
    }

    private Map<String, Object> judgements() {
        List<Map<String, String>> relevant =
                ALL.stream().map(name -> Map.of("external_id", name)).toList();
        return Map.of("queries", List.of(Map.of("query", QUERY, "relevant", relevant)));
    }

    private static Set<String> judged(Response response) {
        Set<String> there = new TreeSet<>(ALL);
        there.removeAll(response.then().statusCode(200).extract().<List<String>>path("missing.external_id"));
        return there;
    }

    private Set<String> judgedLater(Person person) {
        String job = person.sends(judgements())
                .header("Prefer", "respond-async")
                .post(kb + "/evaluations")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Eventually.holds(
                () -> assertThat(person.asks().get(job).<String>path("status")).isEqualTo("succeeded"));
        Set<String> there = new TreeSet<>(ALL);
        there.removeAll(person.asks().get(job).<List<String>>path("result.missing.external_id"));
        return there;
    }
}
