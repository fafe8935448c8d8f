package dev.lockstep.build;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.smallrye.config.ConfigMapping;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationTarget.Kind;
import org.jboss.jandex.Index;
import org.jboss.jandex.Type;

/**
 * Keeps in the application which settings it has, for the launcher, which checks them all before it starts anything. The launcher
 * knows no other package, and what is found here can't be forgotten.
 */
final class SettingsList {

    /** The launcher reads this file; its lines are {@code mapping <class>} and {@code property <name> <class>}. */
    private static final String FILE = "META-INF/lockstep/settings.list";

    private static final String OURS = "lockstep.";

    @BuildStep
    GeneratedResourceBuildItem settings(ApplicationIndexBuildItem application) {
        Index index = application.getIndex();
        Set<String> lines = new TreeSet<>();
        for (AnnotationInstance mapping : index.getAnnotations(ConfigMapping.class)) {
            lines.add("mapping " + mapping.target().asClass().name());
        }
        for (AnnotationInstance property : index.getAnnotations(ConfigProperty.class)) {
            if (property.value("name") != null
                    && property.value("name").asString().startsWith(OURS)) {
                lines.add("property " + property.value("name").asString() + " " + type(property.target()));
            }
        }
        return new GeneratedResourceBuildItem(FILE, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String type(AnnotationTarget target) {
        Type type = target.kind() == Kind.FIELD
                ? target.asField().type()
                : target.asMethodParameter().type();
        return type.name().toString();
    }
}
