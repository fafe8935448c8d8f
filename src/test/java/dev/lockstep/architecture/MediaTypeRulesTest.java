package dev.lockstep.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Produces;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

/**
 * Every endpoint says what it produces and what it takes. One that does not is served as whatever the client asks for: as a page
 * for a browser, made of Java's own words and of titles that others have written.
 */
@AnalyzeClasses(packages = "dev.lockstep.web", importOptions = DoNotIncludeTests.class)
class MediaTypeRulesTest {

    private static final DescribedPredicate<JavaMethod> PRODUCING = DescribedPredicate.describe(
            "methods that say what they produce, or whose class does",
            method ->
                    method.isAnnotatedWith(Produces.class) || method.getOwner().isAnnotatedWith(Produces.class));

    private static final DescribedPredicate<JavaMethod> TAKING_A_BODY =
            DescribedPredicate.describe("have a parameter for the body", method -> method.getParameters().stream()
                    .anyMatch(parameter -> parameter.getAnnotations().stream()
                            .noneMatch(annotation ->
                                    isOfRequests(annotation.getRawType().getPackageName()))));

    @ArchTest
    static final ArchRule everyEndpointSaysWhatItProduces = methods()
            .that(metaAnnotatedWith(HttpMethod.class).<JavaMethod>forSubtype())
            .should(be(PRODUCING));

    @ArchTest
    static final ArchRule everyEndpointSaysWhatItTakes = methods()
            .that(metaAnnotatedWith(HttpMethod.class).<JavaMethod>forSubtype().and(TAKING_A_BODY))
            .should(be(annotatedWith(Consumes.class)));

    /** Tells annotations that bind a parameter to another part of the request than the body. */
    private static boolean isOfRequests(String annotations) {
        return annotations.startsWith("jakarta.ws.rs") || annotations.startsWith("org.jboss.resteasy");
    }
}
