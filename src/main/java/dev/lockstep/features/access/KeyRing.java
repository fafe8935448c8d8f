package dev.lockstep.features.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lockstep.domain.ApiKey;
import dev.lockstep.stores.catalog.access.ApiKeyRows;
import dev.lockstep.stores.catalog.access.ApiKeyRows.Kept;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Recognises keys. Each is looked up every few seconds only, or the lookup would be a good part of a search. */
@ApplicationScoped
class KeyRing {

    private static final Logger LOG = Logger.getLogger(KeyRing.class);

    /** The number of ids that are remembered, so that ids that somebody makes up do not fill the memory. */
    private static final int MAX_REMEMBERED = 10_000;

    /** The last use is noted when the note is older than this. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final ApiKeyRows rows;
    private final Cache<UUID, Optional<Kept>> remembered;

    @Inject
    KeyRing(ApiKeyRows rows, AccessSettings settings) {
        this(rows, settings.rememberKeys());
    }

    /** @param remember how long what was looked up is believed */
    KeyRing(ApiKeyRows rows, Duration remember) {
        this.rows = rows;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(remember)
                .build();
    }

    /** Returns the key of a secret, whether or not it still works; empty when nobody has such a key. */
    Uni<Optional<ApiKey>> find(Secret secret) {
        Optional<Kept> known = remembered.getIfPresent(secret.id());
        return known != null
                ? Uni.createFrom().item(opened(known, secret))
                : rows.byId(secret.id())
                        .invoke(found -> remembered.put(secret.id(), found))
                        .map(found -> opened(found, secret))
                        .invoke(key -> key.ifPresent(this::noteUse));
    }

    /** Forgets what was remembered of a key that has changed. */
    void forget(UUID id) {
        remembered.invalidate(id);
    }

    private static Optional<ApiKey> opened(Optional<Kept> found, Secret secret) {
        return found.filter(kept -> opens(kept, secret)).map(Kept::key);
    }

    private static boolean opens(Kept kept, Secret secret) {
        byte[] hash = secret.hash();
        Buffer previous = kept.previousHash();
        return Secret.same(kept.hash().getBytes(), hash)
                || (previous != null && Secret.same(previous.getBytes(), hash));
    }

    private void noteUse(ApiKey key) {
        Instant last = key.times().lastUsed();
        if (last == null || last.plus(NOTED_EVERY).isBefore(Instant.now())) {
            rows.used(key.id())
                    .subscribe()
                    .with(done -> {}, failure -> LOG.debugf(failure, "the use of key %s is not noted", key.name()));
        }
    }
}
