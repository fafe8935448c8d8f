package dev.lockstep.web.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Derives from the records what a schema must have and what may be null.
 *
 * <p>An answer has every member that is not left out when it is null; the ones that are {@link Nullable} may be null. A request
 * must have what is declared as required; everything else may be left out or be null, which is the same. No request may have
 * a member that is not described, because such are refused.
 */
final class RecordSchemas {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final DotName JSON_PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final String REQUEST = "Body";
    /** Its parts are texts, of which none says null. */
    private static final String FORM = "FormBody";

    private static final String PAGE = "Page";

    /** Maps that are metadata wherever they stand. */
    private static final Set<String> METADATA = Set.of("metadata", "chunk_metadata");

    private final IndexView classes;
    private final Map<String, ClassInfo> records = new HashMap<>();
    private final SnakeCaseStrategy wire = new SnakeCaseStrategy();

    RecordSchemas(IndexView classes) {
        this.classes = classes;
        classes.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .filter(type -> type.name().toString().startsWith("dev.lockstep.web."))
                .forEach(type -> records.put(name(type), type));
    }

    /** Returns the name that the scanner gives to the schema of a class. */
    private static String name(ClassInfo type) {
        AnnotationInstance declared = type.declaredAnnotation(SCHEMA);
        AnnotationValue name = declared == null ? null : declared.value("name");
        return name == null ? SchemaNames.simple(type) : name.asString();
    }

    void describe(Components components) {
        components.getSchemas().forEach((name, schema) -> {
            boolean isPage = name.startsWith(PAGE)
                    && schema.getProperties() != null
                    && schema.getProperties().containsKey("next_cursor");
            ClassInfo type = records.get(isPage ? PAGE : name);
            if (type != null && schema.getProperties() != null) {
                describe(type, schema);
            }
        });
    }

    private void describe(ClassInfo type, Schema schema) {
        boolean isRequest = SchemaNames.simple(type).endsWith(REQUEST);
        boolean isForm = SchemaNames.simple(type).equals(FORM);
        Set<String> components = type.recordComponents().stream()
                .map(component -> wire.translate(component.name()))
                .collect(Collectors.toCollection(HashSet::new));
        components.addAll(olderNames(type));
        // The scanner takes methods whose names begin with 'is' for members.
        schema.getProperties().keySet().stream()
                .filter(property -> !components.contains(property))
                .toList()
                .forEach(schema::removeProperty);
        for (RecordComponentInfo component : type.recordComponents()) {
            String property = wire.translate(component.name());
            Schema described = schema.getProperties().get(property);
            if (described != null) {
                if (METADATA.contains(property) && described.getRef() == null) {
                    described = OASFactory.createSchema()
                            .description(described.getDescription())
                            .ref("Metadata");
                    schema.addProperty(property, described);
                }
                boolean isNullable = component.type().hasAnnotation(NULLABLE);
                boolean isRequired =
                        isRequest ? isRequired(schema, property) : !mayBeAbsent(type, component, isNullable);
                boolean mayBeNull = isNullable && !isForm && (isRequest ? !isRequired : isRequired);
                if (isRequired && !isRequired(schema, property)) {
                    schema.addRequired(property);
                }
                if (mayBeNull) {
                    schema.addProperty(property, orNull(described));
                }
            }
        }
        if (isRequest) {
            schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
        }
    }

    /** Returns the members that the interfaces of a record add: older names of its components. */
    private List<String> olderNames(ClassInfo type) {
        return type.interfaceNames().stream()
                .map(classes::getClassByName)
                .filter(Objects::nonNull)
                .flatMap(shared -> shared.annotations(JSON_PROPERTY).stream())
                .map(property -> property.value().asString())
                .toList();
    }

    private static boolean isRequired(Schema schema, String property) {
        return schema.getRequired() != null && schema.getRequired().contains(property);
    }

    private static boolean mayBeAbsent(ClassInfo type, RecordComponentInfo component, boolean isNullable) {
        AnnotationInstance own = type.field(component.name()).declaredAnnotation(INCLUDE);
        String included = included(own == null ? type.declaredAnnotation(INCLUDE) : own);
        return included.equals(JsonInclude.Include.NON_EMPTY.name())
                || (isNullable && !included.equals(JsonInclude.Include.ALWAYS.name()));
    }

    private static String included(@Nullable AnnotationInstance include) {
        return include == null || include.value() == null
                ? JsonInclude.Include.ALWAYS.name()
                : include.value().asEnum();
    }

    /** Returns the schema of a value or null; what tells of the value stays at the outside. */
    private static Schema orNull(Schema schema) {
        boolean isPlain = schema.getRef() == null
                && schema.getEnumeration() == null
                && schema.getType() != null
                && schema.getAnyOf() == null
                && schema.getOneOf() == null;
        if (isPlain) {
            return schema.getType().contains(SchemaType.NULL) ? schema : schema.addType(SchemaType.NULL);
        }
        Schema outside = OASFactory.createSchema()
                .description(schema.getDescription())
                .defaultValue(schema.getDefaultValue())
                .examples(schema.getExamples());
        schema.description(null).defaultValue(null).examples(null);
        if (schema.getRef() != null) {
            schema.type((List<SchemaType>) null);
        }
        return outside.anyOf(List.of(schema, OASFactory.createSchema().type(List.of(SchemaType.NULL))));
    }
}
