package dev.lockstep.engine.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Tenant;
import dev.lockstep.engine.limits.TenantSettings.Limits;
import dev.lockstep.stores.catalog.knowledgebases.TenantUsage;
import dev.lockstep.stores.catalog.knowledgebases.TenantUsage.Usage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Refuses what would be more than a tenant may have. Documents and bytes are counted every few seconds and added to meanwhile, so a
 * tenant may come to have a little more when several processes write at once.
 */
@ApplicationScoped
public class TenantLimits {

    private static final int MAX_REMEMBERED = 10_000;

    private final TenantSettings settings;
    private final TenantUsage usage;
    private final Cache<Tenant, Usage> counted;

    TenantLimits(TenantSettings settings, TenantUsage usage) {
        this.settings = settings;
        this.usage = usage;
        this.counted = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(settings.countedEvery())
                .build();
    }

    public Limits of(Tenant tenant) {
        return settings.named().getOrDefault(tenant.value(), settings.each());
    }

    /**
     * Requires that a tenant may have another knowledge base.
     *
     * @throws Conflict when it has as many as it may
     */
    public Uni<Void> requireRoomForKnowledgeBase(Tenant tenant) {
        OptionalLong most = of(tenant).knowledgeBases();
        return most.isEmpty()
                ? Uni.createFrom().voidItem()
                : usage.knowledgeBases(tenant)
                        .invoke(has -> require(has + 1, most, "knowledge bases", "knowledge-bases"))
                        .replaceWithVoid();
    }

    /**
     * Requires that a tenant may have another document, or another version of one, and counts it in.
     *
     * @param documents 1 for a new one, 0 for a version
     * @param bytes of its text
     * @throws Conflict when the tenant has as much as it may
     */
    public Uni<Void> requireRoom(Tenant tenant, int documents, long bytes) {
        Limits limits = of(tenant);
        if (limits.documents().isEmpty() && limits.bytes().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return used(tenant)
                .invoke(has -> {
                    Usage then = new Usage(has.documents() + documents, has.bytes() + bytes);
                    if (documents > 0) {
                        require(then.documents(), limits.documents(), "documents", "documents");
                    }
                    require(then.bytes(), limits.bytes(), "bytes of text", "bytes");
                    counted.asMap()
                            .computeIfPresent(
                                    tenant,
                                    (key, known) -> new Usage(known.documents() + documents, known.bytes() + bytes));
                })
                .replaceWithVoid();
    }

    private Uni<Usage> used(Tenant tenant) {
        Usage known = counted.getIfPresent(tenant);
        return known == null
                ? usage.of(tenant).invoke(found -> counted.put(tenant, found))
                : Uni.createFrom().item(known);
    }

    private static void require(long then, OptionalLong most, String what, String setting) {
        if (most.isPresent() && then > most.getAsLong()) {
            throw new Conflict(
                    ErrorCode.TENANT_LIMIT_REACHED,
                    "your tenant may have " + most.getAsLong() + " " + what + " (lockstep.tenants." + setting
                            + "): delete some, or ask the operator for more",
                    Map.of("limit", most.getAsLong(), "setting", setting));
        }
    }
}
