package dev.lockstep.web.description;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

/**
 * Gives schemas the words of the domain instead of the names of classes: {@code DocumentView} is a {@code Document},
 * {@code DocumentBody} a {@code DocumentRequest}, {@code RoleBody}, whose values stand in answers too, a {@code Role}. A class
 * that would read badly says its name itself.
 */
final class SchemaNames {

    static final String SCHEMAS = "#/components/schemas/";

    /** Classes that write what is described elsewhere. */
    private static final Map<String, String> STAND_INS = Map.of("HttpProblem", "Problem", "RawLine", "Outcome");

    private static final String BODY = "Body";
    private static final String VIEW = "View";
    private static final String PAGE = "Page";

    /** By the simple name of the class. */
    private final Map<String, Boolean> enums;

    SchemaNames(IndexView classes) {
        this.enums = classes.getKnownClasses().stream()
                .filter(type -> type.name().toString().startsWith("dev.lockstep.web."))
                .filter(type -> type.name().withoutPackagePrefix().endsWith(BODY))
                .collect(Collectors.toMap(SchemaNames::simple, ClassInfo::isEnum, (one, other) -> one));
    }

    static String simple(ClassInfo type) {
        String name = type.name().withoutPackagePrefix();
        return name.substring(name.lastIndexOf('$') + 1);
    }

    /** Points a reference to where the schema will be. */
    void correct(Schema schema) {
        String reference = schema.getRef();
        if (reference != null && reference.startsWith(SCHEMAS)) {
            schema.setRef(SCHEMAS + name(reference.substring(SCHEMAS.length())));
        }
    }

    void apply(Components components) {
        Map<String, Schema> named = new TreeMap<>();
        components.getSchemas().forEach((name, schema) -> {
            if (!STAND_INS.containsKey(name)) {
                named.put(name(name), schema);
            }
        });
        components.setSchemas(new LinkedHashMap<>(named));
    }

    private String name(String name) {
        if (STAND_INS.containsKey(name)) {
            return STAND_INS.get(name);
        }
        if (name.startsWith(PAGE) && name.endsWith(VIEW)) {
            return name.substring(PAGE.length(), name.length() - VIEW.length()) + PAGE;
        }
        if (name.endsWith(VIEW)) {
            return name.substring(0, name.length() - VIEW.length());
        }
        if (name.endsWith(BODY)) {
            String stem = name.substring(0, name.length() - BODY.length());
            return enums.getOrDefault(name, false) ? stem : stem + "Request";
        }
        return name;
    }
}
