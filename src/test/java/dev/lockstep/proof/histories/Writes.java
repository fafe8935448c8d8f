package dev.lockstep.proof.histories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.proof.histories.Oracle.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes up requests that change something, and what must be visible after them. */
final class Writes {

    static final List<String> KNOWLEDGE_BASES = List.of("atlas", "borealis");
    static final List<String> TEAMS = List.of("red", "green", "blue");

    private static final int DOCUMENTS = 12;
    private static final List<String> MODES = List.of("hybrid", "dense", "lexical");
    private static final List<String> WORDS = List.of(
            "tiger", "rocket", "garden", "violin", "harbour", "glacier", "bread", "copper", "lantern", "meadow");
    /** Of every document, so that whoever asks for it by words is shown all of them too. */
    private static final String TITLE = "Ledger";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Oracle oracle;
    private final Conversations conversations;
    private int marks;

    Writes(Oracle oracle, Conversations conversations) {
        this.oracle = oracle;
        this.conversations = conversations;
    }

    /** One document, by the names of its knowledge base and its own. */
    record Doc(String knowledgeBase, String id) {
        String subject() {
            return knowledgeBase + "/" + id;
        }

        String path() {
            return "/v1/knowledge-bases/" + knowledgeBase + "/documents/external:" + id;
        }
    }

    static List<Doc> all(String knowledgeBase) {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> new Doc(knowledgeBase, "d" + i))
                .toList();
    }

    static Doc any(SplittableRandom random) {
        List<Doc> all = all(KNOWLEDGE_BASES.get(random.nextInt(KNOWLEDGE_BASES.size())));
        return all.get(random.nextInt(all.size()));
    }

    /** So many documents whose state is known; there are always some, see {@link History}. */
    List<Doc> settled(int count, SplittableRandom own) {
        Set<Doc> settled = new LinkedHashSet<>();
        while (settled.size() < count) {
            Doc doc = any(own);
            if (oracle.exact(doc.subject()).isPresent()) {
                settled.add(doc);
            }
        }
        return List.copyOf(settled);
    }

    static String sentence(SplittableRandom random, int words) {
        return IntStream.range(0, words)
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }

    /** In any mode. All answer with everything: by meaning nothing is too far, and every chunk has the word of the title. */
    static Map<String, Object> query(SplittableRandom random, int limit) {
        return Map.of(
                "query",
                TITLE + " " + sentence(random, 5),
                "mode",
                MODES.get(random.nextInt(MODES.size())),
                "limit",
                limit);
    }

    Write put(Doc doc, SplittableRandom random) {
        String mark = newMark();
        Content content = newContent(mark, random);
        return write(
                "put " + doc.subject(),
                "PUT",
                doc.path(),
                Map.of("title", TITLE, "text", content.text(), "metadata", content.metadata()),
                Map.of(doc.subject(), mark));
    }

    Write insert(Doc doc, SplittableRandom random) {
        String mark = newMark();
        Content content = newContent(mark, random);
        return write(
                "insert " + doc.subject(),
                "POST",
                "/v1/knowledge-bases/" + doc.knowledgeBase() + "/documents",
                Map.of("external_id", doc.id(), "title", TITLE, "text", content.text(), "metadata", content.metadata()),
                oracle.isAbsent(doc.subject()) ? Map.of(doc.subject(), mark) : Map.of());
    }

    Write patch(Doc doc, SplittableRandom random) {
        String mark = newMark();
        Map<String, String> metadata = metadata(mark, random);
        boolean absent = oracle.isAbsent(doc.subject());
        if (!absent) {
            oracle.wrote(mark, new Content(present(doc).text(), metadata));
        }
        return write(
                "patch " + doc.subject(),
                "PATCH",
                doc.path(),
                Map.of("metadata", metadata),
                absent ? Map.of() : Map.of(doc.subject(), mark));
    }

    Write delete(Doc doc) {
        return write(
                "delete " + doc.subject(),
                "DELETE",
                doc.path(),
                null,
                oracle.isAbsent(doc.subject()) ? Map.of() : Map.of(doc.subject(), Oracle.ABSENT));
    }

    /** Whoever else writes it may come first. */
    Write deleteAnyway(Doc doc) {
        return write("delete " + doc.subject(), "DELETE", doc.path(), null, Map.of(doc.subject(), Oracle.ABSENT));
    }

    Write append(String conversation, SplittableRandom random) {
        List<Map<String, Object>> messages = messages(random);
        return write(
                "append " + messages.size() + " to " + conversation,
                "POST",
                "/v1/conversations/" + conversations.id(conversation) + "/messages",
                Map.of("messages", messages),
                Map.of(conversation, appended(conversation, messages)));
    }

    /** Operations on several documents of both knowledge bases, sometimes with messages, sometimes doomed as a whole. */
    Write batch(List<Doc> docs, Optional<String> conversation, SplittableRandom random) {
        List<Map<String, Object>> operations = new ArrayList<>();
        Map<String, String> after = new LinkedHashMap<>();
        for (Doc doc : docs) {
            operations.add(operation(doc, after, random));
        }
        conversation.ifPresent(name -> {
            List<Map<String, Object>> messages = messages(random);
            after.put(name, appended(name, messages));
            operations.add(Map.of(
                    "participant",
                    "conversations",
                    "operation",
                    "append",
                    "conversation",
                    conversations.id(name),
                    "messages",
                    messages));
        });
        boolean doomed = random.nextInt(4) == 0 && doom(operations, docs, random);
        return write(
                (doomed ? "doomed batch of " : "batch of ")
                        + docs.stream().map(Doc::subject).toList()
                        + conversation.map(name -> " and " + name).orElse(""),
                "POST",
                "/v1/transactions",
                Map.of("operations", operations),
                doomed ? Map.of() : after);
    }

    private Map<String, Object> operation(Doc doc, Map<String, String> after, SplittableRandom random) {
        boolean absent = oracle.isAbsent(doc.subject());
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("knowledge_base", doc.knowledgeBase());
        operation.put("external_id", doc.id());
        if (!absent && random.nextInt(4) == 0) {
            operation.put("operation", "delete");
            after.put(doc.subject(), Oracle.ABSENT);
        } else {
            String mark = newMark();
            Content content = newContent(mark, random);
            operation.put("operation", absent ? random.nextBoolean() ? "insert" : "upsert" : "update");
            operation.put("document", Map.of("title", TITLE, "text", content.text(), "metadata", content.metadata()));
            after.put(doc.subject(), mark);
        }
        int version = oracle.version(doc.subject());
        if (version > 0 && random.nextBoolean()) {
            operation.put("expected_version", version);
        } else if (absent && random.nextBoolean()) {
            operation.put("if_absent", true);
        }
        return operation;
    }

    /** Makes one operation impossible. */
    private boolean doom(List<Map<String, Object>> operations, List<Doc> docs, SplittableRandom random) {
        int which = random.nextInt(docs.size());
        Doc doc = docs.get(which);
        Map<String, Object> doomed = operations.get(which);
        if (oracle.isAbsent(doc.subject())) {
            doomed.put("operation", "update");
            doomed.remove("if_absent");
        } else if (doomed.containsKey("document") && random.nextBoolean()) {
            doomed.put("operation", "upsert");
            doomed.remove("expected_version");
            doomed.put("if_absent", true);
        } else {
            doomed.put("expected_version", 900_000);
        }
        return true;
    }

    private List<Map<String, Object>> messages(SplittableRandom random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .<Map<String, Object>>mapToObj(i -> {
                    String mark = newMark();
                    Content content = newContent(mark, random);
                    return Map.of("role", "user", "text", content.text(), "metadata", content.metadata());
                })
                .toList();
    }

    private String appended(String conversation, List<Map<String, Object>> messages) {
        String before = oracle.exact(conversation).orElseThrow();
        Set<String> marks = new LinkedHashSet<>();
        if (!before.equals(Conversations.EMPTY)) {
            marks.addAll(List.of(before.split(",")));
        }
        messages.forEach(message ->
                marks.add(((Map<?, ?>) message.get("metadata")).get("mark").toString()));
        return String.join(",", marks);
    }

    Content present(Doc doc) {
        return oracle.content(oracle.exact(doc.subject()).orElseThrow());
    }

    private String newMark() {
        return "w" + marks++;
    }

    private Content newContent(String mark, SplittableRandom random) {
        Content content = new Content(mark + " " + sentence(random, 3 + random.nextInt(30)), metadata(mark, random));
        oracle.wrote(mark, content);
        return content;
    }

    private static Map<String, String> metadata(String mark, SplittableRandom random) {
        return Map.of("mark", mark, "team", TEAMS.get(random.nextInt(TEAMS.size())));
    }

    Write write(String what, String method, String path, Object body, Map<String, String> after) {
        String key = "key-" + marks++;
        return new Write(what, method, path, body == null ? null : json(body), key, after);
    }

    static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
