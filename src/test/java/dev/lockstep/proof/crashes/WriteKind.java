package dev.lockstep.proof.crashes;

import dev.lockstep.proof.crashes.Scenario.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The kinds of writes that there are. Each prepares what it needs, of its own: no two cases meet. */
enum WriteKind {
    INSERT {
        @Override
        Scenario prepare(Preparation given, String owner) {
            Doc made = Doc.fresh(NORTH, owner, "a");
            return new Scenario(
                    Request.post(DOCUMENTS_OF_NORTH, made.bodyWithId()),
                    Expected.nothing().documents(NORTH, owner, List.of(), List.of(made)),
                    Expected.nothing().documents(NORTH, owner, List.of(made), List.of()));
        }
    },
    REPLACE {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            Doc old = given.document(NORTH, owner, "a");
            return new Scenario(
                    new Request("PUT", old.path(), old.replaced().body().encode()),
                    Expected.nothing().documents(NORTH, owner, List.of(old), List.of()),
                    Expected.nothing().documents(NORTH, owner, List.of(old.replaced()), List.of()));
        }
    },
    DESCRIBE {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            Doc old = given.document(NORTH, owner, "a");
            JsonObject patch = new JsonObject().put("metadata", new JsonObject().put("edition", "second"));
            return new Scenario(
                    new Request("PATCH", old.path(), patch.encode()),
                    Expected.nothing().documents(NORTH, owner, List.of(old), List.of()),
                    Expected.nothing().documents(NORTH, owner, List.of(old.described()), List.of()));
        }
    },
    /** Back to what it was before it was replaced. */
    RESTORE {
        @Override
        Scenario prepare(Preparation given, String owner) {
            Doc second = given.replacedDocument(NORTH, owner, "a");
            return new Scenario(
                    new Request("POST", second.path() + "/versions/1/restore", null),
                    Expected.nothing().documents(NORTH, owner, List.of(second), List.of()),
                    Expected.nothing().documents(NORTH, owner, List.of(second.restored()), List.of()));
        }
    },
    DELETE {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            Doc old = given.document(NORTH, owner, "a");
            return new Scenario(
                    new Request("DELETE", old.path(), null),
                    Expected.nothing().documents(NORTH, owner, List.of(old), List.of()),
                    Expected.nothing().documents(NORTH, owner, List.of(), List.of(old)));
        }
    },
    /** All four over two knowledge bases. */
    BATCH {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            Doc made = Doc.fresh(NORTH, owner, "a");
            Doc replaced = given.document(SOUTH, owner, "b");
            Doc described = given.document(NORTH, owner, "c");
            Doc deleted = given.document(SOUTH, owner, "d");
            JsonObject edition = new JsonObject().put("metadata", new JsonObject().put("edition", "second"));
            return new Scenario(
                    Request.transaction(
                            made.operation("insert", made.body()),
                            replaced.operation("update", replaced.replaced().body()),
                            described.operation("update", edition),
                            deleted.operation("delete", null)),
                    Expected.nothing()
                            .documents(NORTH, owner, List.of(described), List.of(made))
                            .documents(SOUTH, owner, List.of(replaced, deleted), List.of()),
                    Expected.nothing()
                            .documents(NORTH, owner, List.of(made, described.described()), List.of())
                            .documents(SOUTH, owner, List.of(replaced.replaced()), List.of(deleted)));
        }
    },
    /** One that is to go on when its time is up: it is recorded before anything else. */
    BACKGROUND {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            Doc made = Doc.fresh(NORTH, owner, "a");
            Doc deleted = given.document(SOUTH, owner, "b");
            JsonObject all = new JsonObject()
                    .put(
                            "operations",
                            new JsonArray(
                                    List.of(made.operation("insert", made.body()), deleted.operation("delete", null))))
                    .put("options", new JsonObject().put("compensate_on_timeout", false));
            return new Scenario(
                    Request.post("/v1/transactions", all),
                    Expected.nothing()
                            .documents(NORTH, owner, List.of(), List.of(made))
                            .documents(SOUTH, owner, List.of(deleted), List.of()),
                    Expected.nothing()
                            .documents(NORTH, owner, List.of(made), List.of())
                            .documents(SOUTH, owner, List.of(), List.of(deleted)));
        }
    },
    APPEND {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            String conversation = CONVERSATIONS + "/" + given.conversation(owner, OLD_MESSAGES);
            return new Scenario(
                    Request.post(conversation + "/messages", Preparation.messages(NEW_MESSAGES)),
                    Expected.nothing().messages(conversation, OLD_MESSAGES),
                    Expected.nothing().messages(conversation, ALL_MESSAGES));
        }
    },
    /** A document and messages in one transaction. */
    MIXED {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            Doc old = given.document(SOUTH, owner, "a");
            String id = given.conversation(owner, OLD_MESSAGES);
            String conversation = CONVERSATIONS + "/" + id;
            return new Scenario(
                    Request.transaction(
                            Preparation.append(id, NEW_MESSAGES),
                            old.operation("update", old.replaced().body())),
                    Expected.nothing()
                            .documents(SOUTH, owner, List.of(old), List.of())
                            .messages(conversation, OLD_MESSAGES),
                    Expected.nothing()
                            .documents(SOUTH, owner, List.of(old.replaced()), List.of())
                            .messages(conversation, ALL_MESSAGES));
        }
    },
    CREATE_KNOWLEDGE_BASE {
        @Override
        Scenario prepare(Preparation given, String owner) {
            String path = "/v1/knowledge-bases/" + owner;
            return new Scenario(
                    Request.post("/v1/knowledge-bases", new JsonObject().put("name", owner)),
                    Expected.nothing().absent(path),
                    Expected.nothing().present(path).present(path + "/documents"));
        }
    },
    DELETE_KNOWLEDGE_BASE {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            String path = "/v1/knowledge-bases/" + owner;
            Doc inside = given.document(given.knowledgeBase(owner), owner, "a");
            return new Scenario(
                    new Request("DELETE", path, null),
                    Expected.nothing().present(path).documents(owner, owner, List.of(inside), List.of()),
                    Expected.nothing().absent(path).absent(inside.path()));
        }
    },
    CREATE_CONVERSATION {
        @Override
        Scenario prepare(Preparation given, String owner) {
            return new Scenario(
                    Request.post(CONVERSATIONS, new JsonObject().put("title", "made by " + owner)),
                    Expected.nothing().conversations("made by " + owner, 0),
                    Expected.nothing().conversations("made by " + owner, 1));
        }
    },
    DELETE_CONVERSATION {
        @Override
        Scenario prepare(Preparation given, String owner) throws Exception {
            String conversation = CONVERSATIONS + "/" + given.conversation(owner, OLD_MESSAGES);
            return new Scenario(
                    new Request("DELETE", conversation, null),
                    Expected.nothing().present(conversation).messages(conversation, OLD_MESSAGES),
                    Expected.nothing().absent(conversation).absent(conversation + "/messages"));
        }
    };

    static final String NORTH = "north";
    static final String SOUTH = "south";

    private static final String NOBODY = "nobody";
    private static final String DOCUMENTS_OF_NORTH = "/v1/knowledge-bases/" + NORTH + "/documents";
    private static final String CONVERSATIONS = "/v1/conversations";
    private static final List<String> OLD_MESSAGES = List.of("My parcel has not arrived.");
    private static final List<String> NEW_MESSAGES =
            List.of("It was sent on Monday.", "It waits at the harbour.", "Nobody has told me.");
    private static final List<String> ALL_MESSAGES =
            Stream.concat(OLD_MESSAGES.stream(), NEW_MESSAGES.stream()).toList();

    /** Makes what is there before. */
    abstract Scenario prepare(Preparation given, String owner) throws Exception;

    /** Both knowledge bases, each with a document: so all their metadata fields are known from the beginning. */
    static void prepareAlways(PackagedApplication application) throws Exception {
        Preparation given = new Preparation(application);
        for (String knowledgeBase : List.of(NORTH, SOUTH)) {
            Doc document = given.document(given.knowledgeBase(knowledgeBase), NOBODY, "a");
            assertThat(document.version()).isEqualTo(1);
        }
        given.finish();
    }

    /** What is there whatever happens. */
    static Expected always() {
        return Expected.nothing()
                .documents(NORTH, NOBODY, List.of(Doc.fresh(NORTH, NOBODY, "a")), List.of())
                .documents(SOUTH, NOBODY, List.of(Doc.fresh(SOUTH, NOBODY, "a")), List.of());
    }

    boolean addsPoints() {
        return switch (this) {
            case INSERT, REPLACE, DESCRIBE, RESTORE, BATCH, BACKGROUND, APPEND, MIXED -> true;
            case DELETE, CREATE_KNOWLEDGE_BASE, DELETE_KNOWLEDGE_BASE, CREATE_CONVERSATION, DELETE_CONVERSATION ->
                false;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-').replace("knowledge-base", "kb");
    }
}
