package dev.lockstep.commands;

import dev.lockstep.domain.ApiKey;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Reach;
import dev.lockstep.domain.Readership;
import dev.lockstep.domain.Tenant;
import dev.lockstep.features.access.AuditLog;
import dev.lockstep.features.access.KeyDraft;
import dev.lockstep.features.access.KeyService;
import dev.lockstep.stores.catalog.postgres.BriefCatalog;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists, revokes and rotates keys in the name of the operator: whoever may run this reaches the database anyway. */
@Command(name = "keys", description = "Makes, lists, revokes and rotates keys.")
final class KeyCommands {

    private static final Caller OPERATOR =
            new Caller("command-line", Tenant.DEFAULT, Caller.Kind.SERVICE, Reach.ALL, Readership.EVERYONE);

    private static final String WHICH = "The id or, while it is not revoked, the name of a key.";
    private static final String WHOSE = "Whose it is: ${DEFAULT-VALUE}, if it is left out.";
    private static final int PAGE = 500;

    private final Supplier<BriefCatalog> catalogs;

    @Spec
    private CommandSpec spec;

    KeyCommands(Supplier<BriefCatalog> catalogs) {
        this.catalogs = catalogs;
    }

    @Command(name = "create", description = "Makes a key, and prints its secret, alone, on standard output.")
    void create(
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "Whose name writes carry.")
                    String name,
            @Option(
                            names = "--scopes",
                            required = true,
                            split = ",",
                            paramLabel = "SCOPE",
                            description = "What it is for: search, read, ingest, manage, admin, impersonate.")
                    List<String> scopes,
            @Option(
                            names = "--knowledge-bases",
                            split = ",",
                            paramLabel = "NAME",
                            description = "What it reaches: all, if it is left out.")
                    @Nullable
                    List<String> knowledgeBases,
            @Option(
                            names = "--expires",
                            paramLabel = "MOMENT",
                            description = "When it ends, such as 2027-01-01T00:00:00Z: never, if it is left out.")
                    @Nullable
                    Instant expires,
            @Option(names = "--tenant", defaultValue = "default", paramLabel = "TENANT", description = WHOSE)
                    String tenant) {
        KeyDraft draft = new KeyDraft(name, scopes, knowledgeBases, expires, tenant);
        draft.check(OPERATOR);
        show(noted("POST", "/v1/keys", 201, keys().create(OPERATOR, draft)));
        say("a service that was started without any key asks for one when it is started again.");
    }

    @Command(name = "list", description = "Lists all keys, newest first, with those that were revoked.")
    void list() {
        spec.commandLine().getOut().print(KeyTable.of(all(keys())));
        spec.commandLine().getOut().flush();
    }

    @Command(name = "revoke", description = "Ends a key, for ever.")
    void revoke(
            @Parameters(paramLabel = "ID|NAME", description = WHICH) String named,
            @Option(names = "--tenant", defaultValue = "default", paramLabel = "TENANT", description = WHOSE)
                    String tenant) {
        KeyService keys = keys();
        ApiKey key = find(keys, named, tenant);
        Object unused = noted("DELETE", "/v1/keys/" + key.id(), 204, keys.revoke(OPERATOR, key.id()));
        say("the key '" + key.name() + "' (" + key.id() + ") is revoked.");
    }

    @Command(name = "rotate", description = "Gives a key another secret, and prints that, alone, on standard output.")
    void rotate(
            @Parameters(paramLabel = "ID|NAME", description = WHICH) String named,
            @Option(
                            names = "--grace",
                            paramLabel = "TIME",
                            description =
                                    "How long the secret that it had goes on working, such as 1h: not at all, if it"
                                            + " is left out.")
                    @Nullable
                    Duration grace,
            @Option(names = "--tenant", defaultValue = "default", paramLabel = "TENANT", description = WHOSE)
                    String tenant) {
        KeyService keys = keys();
        ApiKey key = find(keys, named, tenant);
        Long seconds = grace == null ? null : grace.toSeconds();
        show(noted("POST", "/v1/keys/" + key.id() + "/rotate", 200, keys.rotate(OPERATOR, key.id(), seconds)));
    }

    private KeyService keys() {
        return KeyService.on(catalogs.get().pool());
    }

    private static ApiKey find(KeyService keys, String named, String tenant) {
        return all(keys).stream()
                .filter(key -> key.id().toString().equals(named)
                        || (key.name().equals(named)
                                && key.tenant().value().equals(tenant)
                                && key.times().revoked() == null))
                .findFirst()
                .orElseThrow(() -> KeyService.missing(named));
    }

    private static List<ApiKey> all(KeyService keys) {
        List<ApiKey> all = new ArrayList<>();
        List<ApiKey> page;
        do {
            UUID last = all.isEmpty() ? null : all.get(all.size() - 1).id();
            page = now(keys.page(OPERATOR, last, PAGE));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    /** Does what a request to the interface would do, and notes it as one. */
    private <T> T noted(String method, String path, int status, Uni<T> work) {
        AuditLog log = AuditLog.on(catalogs.get().pool());
        return now(log.begin(OPERATOR, method, path).chain(id -> work.call(() -> log.end(id, status))));
    }

    private void show(KeyService.Issued issued) {
        spec.commandLine().getOut().println(issued.secret());
        ApiKey key = issued.key();
        say("the key '" + key.name() + "' (" + key.id() + ") of the tenant "
                + key.tenant().value() + "; its secret is shown this once.");
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println("lockstep: " + sentence);
    }

    /** Waits: a command does one thing after the other, and no event loop runs it. */
    private static <T> T now(Uni<T> work) {
        try {
            return work.subscribeAsCompletionStage().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }
}
