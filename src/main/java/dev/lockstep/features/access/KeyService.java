package dev.lockstep.features.access;

import dev.lockstep.domain.ApiKey;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.NotFound;
import dev.lockstep.stores.catalog.access.ApiKeyRows;
import dev.lockstep.stores.catalog.access.ApiKeyRows.Kept;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, lists, revokes and rotates keys. The operator sees those of all tenants; everybody else, those of their own. */
@ApplicationScoped
public class KeyService {

    private final ApiKeyRows rows;
    private final KeyRing ring;

    KeyService(ApiKeyRows rows, KeyRing ring) {
        this.rows = rows;
        this.ring = ring;
    }

    /** Makes what a command works with, by the same rules. It recognises no keys, so there is nothing to remember. */
    public static KeyService on(GuardedPool pool) {
        ApiKeyRows rows = new ApiKeyRows(pool);
        return new KeyService(rows, new KeyRing(rows, Duration.ZERO));
    }

    /**
     * A key with its secret, which can be read here and never again.
     *
     * @param secret what a request sends
     */
    public record Issued(ApiKey key, String secret) {}

    /**
     * Makes a key.
     *
     * @throws Conflict when a key of this name is in use
     */
    public Uni<Issued> create(Caller caller, KeyDraft draft) {
        ApiKey key = KeyRules.accept(caller, draft);
        Secret secret = Secret.of(key.id());
        return rows.add(key, secret.hash())
                .onFailure(ApiKeyRows::isNameTaken)
                .transform(taken -> new Conflict(
                        ErrorCode.KEY_EXISTS,
                        "there is a key '" + key.name() + "': revoke or rotate it, or take another name",
                        Map.of("name", key.name())))
                .map(added -> new Issued(added, secret.text()));
    }

    public Uni<ApiKey> get(Caller caller, UUID id) {
        return rows.byId(id).map(found -> found.map(Kept::key)
                .filter(key -> caller.isOperator() || key.tenant().equals(caller.tenant()))
                .orElseThrow(() -> missing(id.toString())));
    }

    /**
     * Reads a page of keys, newest first, with those that were revoked.
     *
     * @param before the last id of the page before, or null for the first page
     */
    public Uni<List<ApiKey>> page(Caller caller, @Nullable UUID before, int limit) {
        return rows.page(caller.isOperator() ? null : caller.tenant(), before, limit);
    }

    /** Ends a key. Other processes believe it for a few seconds more ({@code lockstep.access.remember-keys}). */
    public Uni<Void> revoke(Caller caller, UUID id) {
        return get(caller, id).chain(key -> rows.revoke(key.id())).invoke(() -> ring.forget(id));
    }

    /**
     * Gives a key another secret, and leaves everything else of it as it is.
     *
     * @param graceSeconds how long the secret that it had goes on working; null for not at all
     */
    public Uni<Issued> rotate(Caller caller, UUID id, @Nullable Long graceSeconds) {
        Secret secret = Secret.of(id);
        return get(caller, id)
                .chain(key -> rows.rotate(key.id(), secret.hash(), KeyRules.grace(graceSeconds)))
                .map(rotated -> rotated.orElseThrow(() -> missing(id.toString())))
                .invoke(() -> ring.forget(id))
                .map(rotated -> new Issued(rotated.key(), secret.text()));
    }

    public static NotFound missing(String id) {
        return new NotFound(
                ErrorCode.KEY_NOT_FOUND,
                "there is no key '" + id + "', or it was revoked; see GET /v1/keys",
                Map.of("key_id", id));
    }
}
