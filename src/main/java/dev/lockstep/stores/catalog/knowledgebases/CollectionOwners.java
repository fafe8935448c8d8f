package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells to whom the collections in Qdrant belong. */
@ApplicationScoped
public class CollectionOwners {

    /** What a collection is to this database. */
    public enum Role {
        /** It holds points that are live or may be, so it is compared. */
        IN_USE,
        /** Its knowledge base is being made or deleted, and a unit of work sees to it. */
        IN_TRANSITION,
        /** Its knowledge base was ours, was undone or deleted, and is gone: nothing will ever be in it again. */
        LEFT_OVER,
        /** Nothing here knows it: it may be another installation's. */
        UNKNOWN
    }

    private final GuardedPool pool;

    CollectionOwners(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    /**
     * A collection is left over when its generation was dropped, or when its knowledge base, whose id is in the name, was undone, or
     * deleted by a unit of work that has settled. Shared ones stay for the next knowledge base.
     */
    private static final String ROLES = """
            SELECT c.name,
                   CASE
                       WHEN EXISTS (SELECT FROM point_home h WHERE h.collection = c.name AND h.state = 'LIVE') THEN 'IN_USE'
                       WHEN EXISTS (SELECT FROM point_home h WHERE h.collection = c.name) THEN 'IN_TRANSITION'
                       WHEN EXISTS (
                           SELECT FROM knowledge_base_generation g WHERE g.collection = c.name AND g.state = 'DROPPED')
                           THEN 'LEFT_OVER'
                       WHEN EXISTS (
                           SELECT FROM unit_of_work_step s JOIN unit_of_work u ON u.id = s.uow_id
                           WHERE s.participant = 'knowledge_bases'
                             AND s.target ->> 'knowledge_base_id' = substring(c.name FROM 10 FOR 36)
                             AND (s.operation = 'create' AND u.state IN ('COMPENSATED', 'SWEPT')
                                  OR s.operation = 'delete' AND u.state = 'SETTLED')) THEN 'LEFT_OVER'
                       WHEN EXISTS (
                           SELECT FROM unit_of_work_step s
                           WHERE s.participant = 'knowledge_bases'
                             AND s.target ->> 'knowledge_base_id' = substring(c.name FROM 10 FOR 36))
                           THEN 'IN_TRANSITION'
                       ELSE 'UNKNOWN'
                   END AS role
            FROM unnest($1::text[]) AS c (name)
            """;

    /**
     * Returns the role of each of these collections. Ask Qdrant for their names first: whoever makes a collection
     * has written it down before.
     */
    public Uni<Map<String, Role>> roles(Collection<String> collections) {
        return pool.preparedQuery(ROLES)
                .execute(Tuple.tuple().addValue(collections.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Role> roles = new TreeMap<>();
                    rows.forEach(row -> roles.put(row.getString("name"), Role.valueOf(row.getString("role"))));
                    return roles;
                });
    }

    private static final String REQUIRED =
            "SELECT DISTINCT collection, dimension FROM point_home WHERE state = 'LIVE' AND dimension IS NOT NULL";

    /** Returns every collection that must be in Qdrant, with the dimension of its vectors. */
    public Uni<Map<String, Integer>> required() {
        return pool.preparedQuery(REQUIRED).execute().map(rows -> {
            Map<String, Integer> dimensions = new LinkedHashMap<>();
            rows.forEach(row -> dimensions.put(row.getString("collection"), row.getInteger("dimension")));
            return dimensions;
        });
    }

    private static final String DIMENSION =
            "SELECT dimension FROM point_home WHERE collection = $1 AND state = 'LIVE' AND dimension IS NOT NULL LIMIT 1";

    /** Returns the dimension of a collection's vectors; empty when the collection need not exist any more. */
    public Uni<Optional<Integer>> dimension(String collection) {
        return pool.preparedQuery(DIMENSION).execute(Tuple.of(collection)).map(CollectionOwners::first);
    }

    private static Optional<Integer> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row.getInteger("dimension"));
        }
        return Optional.empty();
    }

    private static final String SCHEMAS = """
            SELECT metadata_schema FROM knowledge_base
            WHERE collection = $1 AND state = 'LIVE' AND metadata_schema IS NOT NULL
            """;

    /** Returns the metadata schemas of the knowledge bases in a collection. */
    public Uni<List<MetadataSchema>> schemas(String collection) {
        return pool.preparedQuery(SCHEMAS).execute(Tuple.of(collection)).map(rows -> {
            List<MetadataSchema> schemas = new ArrayList<>(rows.size());
            rows.forEach(row ->
                    schemas.add(Objects.requireNonNull(SchemaJson.read(row.get(JsonObject.class, "metadata_schema")))));
            return schemas;
        });
    }

    private static final String HOLDERS = """
            SELECT id, name, collection, placement FROM knowledge_base
            WHERE state = 'LIVE' AND (id = ANY($1) OR collection = ANY($2) AND placement = 'own')
            """;

    /** A live knowledge base, with its collection if it has one of its own, or null. */
    public record Holder(
            KnowledgeBaseId id, String name, @Nullable String own) {}

    /**
     * Returns the live knowledge bases that are among these scopes, and those that have one of these collections for
     * themselves.
     */
    public Uni<List<Holder>> holders(Collection<ScopeId> scopes, Collection<String> collections) {
        return pool.preparedQuery(HOLDERS)
                .execute(Tuple.tuple()
                        .addValue(scopes.stream().map(ScopeId::value).toArray(UUID[]::new))
                        .addValue(collections.toArray(String[]::new)))
                .map(rows -> {
                    List<Holder> holders = new ArrayList<>(rows.size());
                    rows.forEach(row -> holders.add(new Holder(
                            new KnowledgeBaseId(row.getUUID("id")),
                            row.getString("name"),
                            row.getString("placement").equals(Placement.OWN.wireName())
                                    ? row.getString("collection")
                                    : null)));
                    return holders;
                });
    }
}
