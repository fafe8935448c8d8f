package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.FieldType;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.MetadataSchema.Additional;
import dev.lockstep.domain.MetadataSchema.Field;
import dev.lockstep.domain.MetadataSchema.Presence;
import dev.lockstep.domain.MetadataSchema.Shape;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads and writes a metadata schema as it is stored. */
final class SchemaJson {

    private SchemaJson() {}

    static @Nullable JsonObject of(@Nullable MetadataSchema schema) {
        if (schema == null) {
            return null;
        }
        JsonObject fields = new JsonObject();
        schema.fields()
                .forEach((path, field) -> fields.put(
                        path,
                        new JsonObject()
                                .put("type", field.type().name())
                                .put("shape", field.shape().name())
                                .put("presence", field.presence().name())));
        return new JsonObject()
                .put("fields", fields)
                .put("additional", schema.additional().name());
    }

    static @Nullable MetadataSchema read(@Nullable JsonObject json) {
        if (json == null) {
            return null;
        }
        Map<String, Field> fields = new TreeMap<>();
        JsonObject declared = json.getJsonObject("fields");
        declared.fieldNames().forEach(path -> fields.put(path, field(declared.getJsonObject(path))));
        return new MetadataSchema(fields, Additional.valueOf(json.getString("additional")));
    }

    private static Field field(JsonObject json) {
        return new Field(
                FieldType.valueOf(json.getString("type")),
                Shape.valueOf(json.getString("shape")),
                Presence.valueOf(json.getString("presence")));
    }
}
