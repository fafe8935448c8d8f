package dev.lockstep.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

/** What can be held of the words in {@code docs/glossary.md}: one name for one thing, and names that say what a thing is. */
@AnalyzeClasses(packages = "dev.lockstep", importOptions = DoNotIncludeTests.class)
class WordsTest {

    /** Classes that open, read, send or start something, or wait for it. */
    private static final Set<String> OUTSIDE_WORLD = Set.of(
            "java.nio.file.Files",
            "java.nio.channels.FileChannel",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.http.HttpClient",
            "java.lang.ProcessBuilder",
            "java.util.concurrent.Executors",
            "ai.onnxruntime.OrtEnvironment");

    @ArchTest
    static void noSimpleNameStandsForTwoThings(JavaClasses all) {
        Map<String, List<String>> byName = all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(byName.values()).isNotEmpty().allSatisfy(names -> assertThat(names)
                .hasSize(1));
    }

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            classes().should(notBeNamed(Set.of("Util", "Utils", "Impl", "Manager", "Helper")));

    /** What opens, loads or starts something says so by a verb. */
    @ArchTest
    static final ArchRule ofDoesNoInputOrOutput =
            methods().that().haveName("of").and().areStatic().should(notTouchTheOutsideWorld());

    private static ArchCondition<JavaMethod> notTouchTheOutsideWorld() {
        return new ArchCondition<>("neither read, write, send nor start anything") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getAccessesFromSelf().stream()
                        .map(JavaAccess::getTarget)
                        .map(AccessTarget::getOwner)
                        .map(JavaClass::getName)
                        .filter(OUTSIDE_WORLD::contains)
                        .forEach(touched -> events.add(
                                SimpleConditionEvent.violated(method, method.getFullName() + " uses " + touched)));
            }
        };
    }

    private static ArchCondition<JavaClass> notBeNamed(Set<String> endings) {
        return new ArchCondition<>("not be named after nothing in particular: " + endings) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                endings.stream()
                        .filter(item.getSimpleName()::endsWith)
                        .forEach(ending ->
                                events.add(SimpleConditionEvent.violated(item, item.getName() + " ends in " + ending)));
            }
        };
    }
}
