package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.Generation;
import dev.lockstep.domain.KnowledgeBaseId;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A generation, with the progress and the history of its building.
 *
 * @param now the time of reading by the database's clock, like all times in the record
 */
public record GenerationRecord(Generation generation, Purpose purpose, Progress progress, Times times, Instant now) {

    /** The purpose of a building. */
    public enum Purpose {
        BUILD,
        ROLLBACK
    }

    /**
     * How far a generation is.
     *
     * @param phase what is being done; null before the first attempt
     * @param done documents, of {@code total}
     * @param doneAtStart what was done when the attempt that is under way began
     * @param attempts how many attempts failed since the last progress
     */
    public record Progress(
            @Nullable String phase,
            long done,
            long total,
            long doneAtStart,
            int attempts,
            @Nullable String lastError) {}

    /**
     * The moments of a generation's life.
     *
     * @param started when the attempt that is under way began
     * @param switched since when it serves
     * @param retired since when it no longer does
     */
    public record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant switched,
            @Nullable Instant retired) {}

    static GenerationRecord of(Row row) {
        return new GenerationRecord(
                new Generation(
                        new KnowledgeBaseId(row.getUUID("knowledge_base_id")),
                        row.getInteger("generation"),
                        Generation.State.valueOf(row.getString("state")),
                        row.getString("collection"),
                        new Generation.Settings(
                                row.getString("embedding_model"),
                                row.getInteger("dimension"),
                                ChunkingJson.read(row.get(JsonObject.class, "chunking")),
                                row.getString("language"))),
                Purpose.valueOf(row.getString("purpose")),
                new Progress(
                        row.getString("phase"),
                        row.getLong("documents_done"),
                        row.getLong("documents_total"),
                        row.getLong("done_at_start"),
                        row.getInteger("attempts"),
                        row.getString("last_error")),
                new Times(
                        row.getOffsetDateTime("created_at").toInstant(),
                        instant(row.getOffsetDateTime("started_at")),
                        instant(row.getOffsetDateTime("switched_at")),
                        instant(row.getOffsetDateTime("retired_at"))),
                row.getOffsetDateTime("now").toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
