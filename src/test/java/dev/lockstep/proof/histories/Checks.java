package dev.lockstep.proof.histories;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.proof.histories.Oracle.Content;
import dev.lockstep.proof.histories.Writes.Doc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Reads through one replica, and holds what it shows against the oracle. */
final class Checks {

    /** More than there ever is, so that each answer shows the whole knowledge base or conversation. */
    private static final int EVERYTHING = 100;

    private final World world;
    private final Oracle oracle;
    private final Conversations conversations;
    private int made;
    private int refused;
    private int refusedInHealth;

    Checks(World world, Oracle oracle, Conversations conversations) {
        this.world = world;
        this.oracle = oracle;
        this.conversations = conversations;
    }

    int made() {
        return made;
    }

    int refused() {
        return refused;
    }

    int refusedInHealth() {
        return refusedInHealth;
    }

    /** Whether there is an answer to check: a service without its stores may refuse, and must not guess. */
    private boolean isAnswered(String where, Answer answer) {
        if (answer.status() == 200 || answer.status() == 404) {
            made++;
            return true;
        }
        if (answer.isUnavailable() || answer.status() == 0) {
            refused++;
            if (world.isHealthy()) {
                refusedInHealth++;
            }
            return false;
        }
        throw new Violation(where + " was answered " + answer + ": " + answer.body());
    }

    /** Every chunk of every live document and nothing else, whole. */
    void search(Replica replica, String knowledgeBase, SplittableRandom random) {
        Map<String, Object> query = Writes.query(random, EVERYTHING);
        String where = query.get("mode") + " search in " + knowledgeBase + " through " + replica;
        Answer answer = replica.post("/v1/knowledge-bases/" + knowledgeBase + "/search", Writes.json(query));
        if (isAnswered(where, answer)) {
            Map<String, List<JsonNode>> hits = byDocument(knowledgeBase, answer.body());
            Map<String, String> seen = world.isLossy() ? new LinkedHashMap<>() : allAbsent(knowledgeBase);
            hits.forEach((subject, chunks) -> seen.put(subject, document(where, subject, chunks)));
            oracle.saw(where, seen);
            hits.forEach((subject, chunks) -> version(where, subject, chunks.get(0)));
        }
    }

    /** The documents of one team: all of it, and nobody else. */
    void filter(Replica replica, String knowledgeBase, String team, SplittableRandom random) {
        Map<String, Object> query = new LinkedHashMap<>(Writes.query(random, EVERYTHING));
        query.put("filter", Map.of("team", team));
        String where = query.get("mode") + " search for team " + team + " in " + knowledgeBase + " through " + replica;
        Answer answer = replica.post("/v1/knowledge-bases/" + knowledgeBase + "/search", Writes.json(query));
        if (isAnswered(where, answer)) {
            Map<String, List<JsonNode>> hits = byDocument(knowledgeBase, answer.body());
            Map<String, String> seen = new LinkedHashMap<>();
            hits.forEach((subject, chunks) -> seen.put(subject, document(where, subject, chunks)));
            oracle.saw(where, seen);
            for (Doc doc : world.isLossy() ? List.<Doc>of() : Writes.all(knowledgeBase)) {
                boolean expected = oracle.exact(doc.subject())
                        .filter(state -> !state.equals(Oracle.ABSENT))
                        .filter(state ->
                                team.equals(oracle.content(state).metadata().get("team")))
                        .isPresent();
                if (oracle.exact(doc.subject()).isPresent() && expected != hits.containsKey(doc.subject())) {
                    throw new Violation(where + ": " + doc.subject() + (expected ? " is missing" : " does not belong"));
                }
            }
        }
    }

    private static Map<String, List<JsonNode>> byDocument(String knowledgeBase, JsonNode page) {
        Map<String, List<JsonNode>> hits = new LinkedHashMap<>();
        for (JsonNode hit : page.path("data")) {
            String subject = knowledgeBase + "/" + hit.path("external_id").asText();
            hits.computeIfAbsent(subject, unused -> new ArrayList<>()).add(hit);
        }
        return hits;
    }

    private static Map<String, String> allAbsent(String knowledgeBase) {
        Map<String, String> seen = new LinkedHashMap<>();
        Writes.all(knowledgeBase).forEach(doc -> seen.put(doc.subject(), Oracle.ABSENT));
        return seen;
    }

    /** The chunks are those of one version, and all of them. */
    private String document(String where, String subject, List<JsonNode> chunks) {
        Set<String> marks = new HashSet<>();
        chunks.forEach(chunk -> marks.add(mark(chunk)));
        if (marks.size() > 1) {
            throw new Violation(where + ": " + subject + " is shown in several versions, " + marks);
        }
        String mark = marks.iterator().next();
        Content content = oracle.content(mark);
        metadata(where, subject, content, chunks.get(0));
        chunks.sort(Comparator.comparingInt(
                chunk -> chunk.path("position").path("index").asInt()));
        int end = -1;
        for (JsonNode chunk : chunks) {
            int start = chunk.path("position").path("start").asInt();
            if (start > end + 1 && !world.isLossy()) {
                throw new Violation(where + ": " + subject + " lacks its text from " + end + " to " + start);
            }
            end = chunk.path("position").path("end").asInt();
            if (!content.text().substring(start, end).equals(chunk.path("text").asText())) {
                throw new Violation(where + ": " + subject + " has the wrong text: " + chunk);
            }
        }
        if (end != content.text().length() && !world.isLossy()) {
            throw new Violation(where + ": " + subject + " (" + mark + ") ends after " + end + " of "
                    + content.text().length() + " characters");
        }
        return mark;
    }

    private static String mark(JsonNode shown) {
        return shown.path("metadata").path("mark").asText();
    }

    private static void metadata(String where, String subject, Content content, JsonNode shown) {
        for (Map.Entry<String, String> field : content.metadata().entrySet()) {
            if (!shown.path("metadata").path(field.getKey()).asText().equals(field.getValue())) {
                throw new Violation(where + ": " + subject + " has wrong metadata: " + shown);
            }
        }
    }

    private void version(String where, String subject, JsonNode shown) {
        if (oracle.exact(subject).isPresent()) {
            oracle.sawVersion(where, subject, mark(shown), shown.path("version").asInt());
        }
    }

    void list(Replica replica, String knowledgeBase) {
        String where = "listing of " + knowledgeBase + " through " + replica;
        Answer answer = replica.get("/v1/knowledge-bases/" + knowledgeBase + "/documents?limit=" + EVERYTHING);
        if (isAnswered(where, answer)) {
            Map<String, String> seen = allAbsent(knowledgeBase);
            for (JsonNode document : answer.body().path("data")) {
                seen.put(knowledgeBase + "/" + document.path("external_id").asText(), ready(where, document));
            }
            oracle.saw(where, seen);
        }
    }

    private static String ready(String where, JsonNode document) {
        if (!document.path("status").asText().equals("ready")) {
            throw new Violation(where + ": not whole: " + document);
        }
        return mark(document);
    }

    void read(Replica replica, Doc doc) {
        String where = "reading " + doc.subject() + " through " + replica;
        Answer answer = replica.get(doc.path());
        if (isAnswered(where, answer)) {
            boolean found = answer.status() == 200;
            oracle.saw(where, Map.of(doc.subject(), found ? ready(where, answer.body()) : Oracle.ABSENT));
            if (found) {
                metadata(where, doc.subject(), oracle.content(mark(answer.body())), answer.body());
                version(where, doc.subject(), answer.body());
            }
        }
    }

    void messages(Replica replica, String conversation) {
        String where = "messages of " + conversation + " through " + replica;
        Answer answer = replica.get(path(conversation) + "/messages?limit=" + EVERYTHING);
        if (isAnswered(where, answer)) {
            List<JsonNode> messages = new ArrayList<>();
            answer.body().path("data").forEach(messages::add);
            saw(where, conversation, messages);
        }
    }

    void recall(Replica replica, String conversation, SplittableRandom random) {
        String where = "recall in " + conversation + " through " + replica;
        Answer answer = replica.post(
                path(conversation) + "/recall",
                Writes.json(Map.of("query", Writes.sentence(random, 5), "limit", EVERYTHING)));
        if (isAnswered(where, answer) && !world.isLossy()) {
            List<JsonNode> messages = new ArrayList<>();
            answer.body().path("data").forEach(hit -> messages.add(hit.path("message")));
            messages.sort(
                    Comparator.comparingInt(message -> message.path("index").asInt()));
            saw(where, conversation, messages);
        }
    }

    private void saw(String where, String conversation, List<JsonNode> messages) {
        List<String> marks = new ArrayList<>();
        for (JsonNode message : messages) {
            if (message.path("index").asInt() != marks.size()) {
                throw new Violation(where + ": message " + marks.size() + " is missing or twice there");
            }
            String mark = mark(message);
            if (!oracle.content(mark).text().equals(message.path("text").asText())) {
                throw new Violation(where + ": wrong text: " + message);
            }
            marks.add(mark);
        }
        oracle.saw(where, Map.of(conversation, marks.isEmpty() ? Conversations.EMPTY : String.join(",", marks)));
    }

    private String path(String conversation) {
        return "/v1/conversations/" + conversations.id(conversation);
    }

    /** Everything, through a replica. */
    void everything(Replica replica, SplittableRandom random) {
        for (String knowledgeBase : Writes.KNOWLEDGE_BASES) {
            search(replica, knowledgeBase, random);
            list(replica, knowledgeBase);
        }
        for (String conversation : conversations.current()) {
            messages(replica, conversation);
            recall(replica, conversation, random);
        }
    }
}
