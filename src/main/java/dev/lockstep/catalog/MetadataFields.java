package dev.lockstep.catalog;

import dev.lockstep.domain.FieldType;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.KnownFields;
import dev.lockstep.domain.Metadata;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which metadata fields a knowledge base's documents use, so that filters on others can be refused. */
@ApplicationScoped
public class MetadataFields {

    private final GuardedPool pool;

    /** What this process has recorded already: almost every document brings fields that are known. */
    private final Map<KnowledgeBaseId, Set<Field>> recorded = new ConcurrentHashMap<>();

    MetadataFields(GuardedPool pool) {
        this.pool = pool;
    }

    private record Field(String path, FieldType type) {}

    private static final String RECORD = """
            INSERT INTO metadata_field (knowledge_base_id, tenant, field, type)
            SELECT $1, $2, field, type FROM unnest($3::text[], $4::text[]) AS used (field, type)
            ORDER BY field, type
            ON CONFLICT DO NOTHING
            """;

    /**
     * Records the fields of metadata that is about to be staged. On its own, outside of the unit of work: a field too many
     * does no harm, and its locks must not wait for a commit.
     */
    public Uni<Void> record(KnowledgeBase knowledgeBase, Metadata metadata) {
        List<Field> fields = fields(metadata);
        Set<Field> known = recorded.computeIfAbsent(knowledgeBase.id(), id -> ConcurrentHashMap.newKeySet());
        if (known.containsAll(fields)) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(RECORD)
                .execute(Tuple.of(
                        knowledgeBase.id().value(),
                        knowledgeBase.tenant().value(),
                        fields.stream().map(Field::path).toArray(String[]::new),
                        fields.stream().map(field -> field.type().name()).toArray(String[]::new)))
                .invoke(() -> known.addAll(fields))
                .onFailure()
                .transform(CatalogFailures::translate)
                .replaceWithVoid();
    }

    private static List<Field> fields(Metadata metadata) {
        return metadata.fields().entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(type -> new Field(field.getKey(), type)))
                .toList();
    }

    private static final String KNOWN = "SELECT field, type FROM metadata_field WHERE knowledge_base_id = $1";

    public Uni<KnownFields> known(KnowledgeBaseId knowledgeBase) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of(knowledgeBase.value()))
                .map(rows -> {
                    Map<String, Set<FieldType>> fields = new HashMap<>();
                    rows.forEach(row -> fields.computeIfAbsent(
                                    row.getString("field"), field -> EnumSet.noneOf(FieldType.class))
                            .add(FieldType.valueOf(row.getString("type"))));
                    return new KnownFields(fields);
                })
                .onFailure()
                .transform(CatalogFailures::translate);
    }
}
