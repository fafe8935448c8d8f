package dev.lockstep.build;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Ends the build when an operation does not say who may call it: none is open because it was forgotten. */
final class ScopesOfOperations {

    private static final String OURS = "dev.lockstep.";

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName HTTP_METHOD = DotName.createSimple("jakarta.ws.rs.HttpMethod");

    @BuildStep
    void check(CombinedIndexBuildItem index, BuildProducer<ValidationErrorBuildItem> errors) {
        for (AnnotationInstance path : index.getIndex().getAnnotations(PATH)) {
            switch (path.target().kind()) {
                case CLASS -> check(index.getIndex(), path.target().asClass(), errors);
                default -> {}
            }
        }
    }

    private static void check(IndexView index, ClassInfo resource, BuildProducer<ValidationErrorBuildItem> errors) {
        if (!resource.name().toString().startsWith(OURS) || declares(resource)) {
            return;
        }
        for (MethodInfo method : resource.methods()) {
            if (isOperation(index, method)
                    && !method.hasAnnotation(RolesAllowed.class)
                    && !method.hasAnnotation(PermitAll.class)) {
                errors.produce(new ValidationErrorBuildItem(
                        new IllegalStateException(method.declaringClass().name() + "." + method.name()
                                + " does not say who may call it: add @RolesAllowed with one of KeyScopes")));
            }
        }
    }

    private static boolean declares(ClassInfo resource) {
        return resource.hasDeclaredAnnotation(RolesAllowed.class) || resource.hasDeclaredAnnotation(PermitAll.class);
    }

    private static boolean isOperation(IndexView index, MethodInfo method) {
        return method.annotations().stream()
                .map(annotation -> index.getClassByName(annotation.name()))
                .anyMatch(type -> type != null && type.hasDeclaredAnnotation(HTTP_METHOD));
    }
}
