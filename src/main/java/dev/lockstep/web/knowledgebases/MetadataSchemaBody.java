package dev.lockstep.web.knowledgebases;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lockstep.domain.FieldType;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.MetadataSchema.Additional;
import dev.lockstep.domain.MetadataSchema.Field;
import dev.lockstep.domain.MetadataSchema.Presence;
import dev.lockstep.domain.MetadataSchema.Shape;
import dev.lockstep.web.http.Bodies;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The rules for the metadata of documents. */
@Schema(name = "MetadataSchema")
public record MetadataSchemaBody(
        @Schema(
                description = "By path: a member of an object is author.name",
                examples =
                        "{\"year\": {\"type\": \"number\", \"required\": true}, \"tags\": {\"type\": \"string\", \"list\": true}}",
                required = true)
        @Nullable
        Map<String, @Nullable FieldBody> fields,

        @Schema(description = "What is done about fields that are not declared: refuse (default) or allow") @Nullable
        AdditionalBody additional) {

    /** A declared field; dates are RFC 3339. */
    @Schema(name = "MetadataField")
    public record FieldBody(
            @Schema(required = true) @Nullable TypeBody type,
            @Nullable Boolean list,
            @Nullable Boolean required) {

        private Field field(String property) {
            return new Field(
                    Bodies.requireProperty(type, property + ".type").type(),
                    Boolean.TRUE.equals(list) ? Shape.LIST : Shape.SINGLE,
                    Boolean.TRUE.equals(required) ? Presence.REQUIRED : Presence.OPTIONAL);
        }

        private static FieldBody of(Field field) {
            return new FieldBody(
                    TypeBody.of(field.type()), field.shape() == Shape.LIST, field.presence() == Presence.REQUIRED);
        }
    }

    /** The type of a field, as it is written on the wire. */
    @Schema(name = "FieldType")
    @SuppressWarnings("java:S115")
    public enum TypeBody {
        string,
        number,
        // The constant cannot have the wire name itself, which is a keyword of Java.
        @JsonProperty("boolean")
        bool,
        date;

        FieldType type() {
            return switch (this) {
                case string -> FieldType.STRING;
                case number -> FieldType.NUMBER;
                case bool -> FieldType.BOOLEAN;
                case date -> FieldType.DATE;
            };
        }

        static TypeBody of(FieldType type) {
            return switch (type) {
                case STRING -> string;
                case NUMBER -> number;
                case BOOLEAN -> bool;
                case DATE -> date;
            };
        }
    }

    /** What to do with undeclared fields, as it is written on the wire. */
    @Schema(name = "AdditionalFields")
    @SuppressWarnings("java:S115")
    public enum AdditionalBody {
        refuse,
        allow
    }

    MetadataSchema schema() {
        Map<String, Field> declared = new TreeMap<>();
        Bodies.requireProperty(fields, "metadata_schema.fields").forEach((path, field) -> {
            String property = "metadata_schema.fields." + path;
            declared.put(path, Bodies.requireProperty(field, property).field(property));
        });
        return new MetadataSchema(
                declared,
                Objects.requireNonNullElse(additional, AdditionalBody.refuse) == AdditionalBody.allow
                        ? Additional.ALLOW
                        : Additional.REFUSE);
    }

    static @Nullable MetadataSchemaBody of(@Nullable MetadataSchema schema) {
        if (schema == null) {
            return null;
        }
        Map<String, @Nullable FieldBody> fields = new TreeMap<>();
        schema.fields().forEach((path, field) -> fields.put(path, FieldBody.of(field)));
        return new MetadataSchemaBody(
                fields, schema.additional() == Additional.ALLOW ? AdditionalBody.allow : AdditionalBody.refuse);
    }
}
