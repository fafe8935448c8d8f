package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.FieldType;
import dev.lockstep.domain.KnownFields;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Tenant;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A table of the metadata fields in use, grouped by what they are used in. */
public final class FieldTable {

    /** Beyond this many, what is remembered is forgotten: recording a field again does no harm. */
    private static final int MAX_REMEMBERED = 10_000;

    private final GuardedPool pool;
    private final String record;
    private final String known;

    /** The fields that this process has recorded already: almost every write brings fields that are known. */
    private final Map<UUID, Set<Field>> recorded = new ConcurrentHashMap<>();

    /**
     * Opens the table of this name.
     *
     * @param owner the column that says what the fields are used in
     */
    public FieldTable(GuardedPool pool, String table, String owner) {
        this.pool = pool;
        this.record = """
                INSERT INTO %s (%s, tenant, field, type)
                SELECT $1, $2, field, type FROM unnest($3::text[], $4::text[]) AS used (field, type)
                ORDER BY field, type
                ON CONFLICT DO NOTHING
                """.formatted(table, owner);
        this.known = "SELECT field, type FROM %s WHERE %s = $1".formatted(table, owner);
    }

    private record Field(String path, FieldType type) {}

    public Uni<Void> record(UUID owner, Tenant tenant, Collection<Metadata> used) {
        List<Field> fields = used.stream()
                .flatMap(metadata -> fields(metadata).stream())
                .distinct()
                .toList();
        if (recorded.getOrDefault(owner, Set.of()).containsAll(fields)) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(record)
                .execute(Tuple.of(
                        owner,
                        tenant.value(),
                        fields.stream().map(Field::path).toArray(String[]::new),
                        fields.stream().map(field -> field.type().name()).toArray(String[]::new)))
                .invoke(() -> remember(owner, fields))
                .replaceWithVoid();
    }

    private void remember(UUID owner, List<Field> fields) {
        if (recorded.size() >= MAX_REMEMBERED) {
            recorded.clear();
        }
        recorded.computeIfAbsent(owner, id -> ConcurrentHashMap.newKeySet()).addAll(fields);
    }

    private static List<Field> fields(Metadata metadata) {
        return metadata.fields().entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(type -> new Field(field.getKey(), type)))
                .toList();
    }

    public Uni<KnownFields> known(UUID owner) {
        return pool.preparedQuery(known).execute(Tuple.of(owner)).map(rows -> {
            Map<String, Set<FieldType>> fields = new HashMap<>();
            rows.forEach(row -> fields.computeIfAbsent(row.getString("field"), field -> EnumSet.noneOf(FieldType.class))
                    .add(FieldType.valueOf(row.getString("type"))));
            return new KnownFields(fields);
        });
    }
}
