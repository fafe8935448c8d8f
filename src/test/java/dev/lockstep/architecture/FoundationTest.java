package dev.lockstep.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of {@code docs/architecture.md} that says what the service is built on, and where. */
class FoundationTest {

    /** By what packages its classes are known. Dev Services are no classes of the service. */
    private static final Map<String, List<String>> PACKAGES = Map.of(
            "quarkus-rest", List.of("jakarta.ws.rs.", "org.jboss.resteasy.reactive."),
            "reactive-pg-client", List.of("io.vertx.mutiny.sqlclient.", "io.vertx.sqlclient.", "io.vertx.pgclient."),
            "hibernate-reactive-panache", List.of("io.quarkus.hibernate.reactive.panache."),
            "quarkus-langchain4j", List.of("io.quarkiverse.langchain4j."),
            "io.qdrant:client", List.of("io.qdrant.client."),
            "SmallRye Fault Tolerance", List.of("io.smallrye.faulttolerance."),
            "JUnit 5", List.of("org.junit.jupiter."));

    private static final String DEV_SERVICES = "Dev Services";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("dev.lockstep");
    }

    /**
     * A row of the table.
     *
     * @param where names packages, which begin with {@code dev.lockstep.}, and classes
     */
    record Row(String what, List<String> where) {

        List<String> packages() {
            return where.stream()
                    .filter(name -> name.startsWith("dev.lockstep."))
                    .toList();
        }

        List<String> classNames() {
            return where.stream().filter(name -> name.matches("[A-Z]\\w+")).toList();
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static List<Row> rows() throws IOException {
        String page = Files.readString(Path.of("docs", "architecture.md"));
        String table = page.substring(page.indexOf("## Built on"), page.indexOf("## Reading tour"));
        List<Row> rows = new ArrayList<>();
        for (String line :
                table.lines().filter(each -> each.startsWith("| ")).skip(2).toList()) {
            String[] cells = line.split("\\|", -1);
            Matcher code = CODE.matcher(cells[2]);
            rows.add(new Row(
                    cells[1].strip(),
                    code.results().map(found -> found.group(1)).toList()));
        }
        return rows;
    }

    static Stream<Row> rowsOfClasses() throws IOException {
        return rows().stream().filter(row -> !row.what().equals(DEV_SERVICES));
    }

    @Test
    void theTableHasARowForEach() throws IOException {
        assertThat(rows().stream().map(Row::what).filter(what -> !what.equals(DEV_SERVICES)))
                .containsExactlyInAnyOrderElementsOf(PACKAGES.keySet());
    }

    @Test
    void devServicesStartWhatTheirFileNames() throws IOException {
        assertThat(rows().stream()
                        .filter(row -> row.what().equals(DEV_SERVICES))
                        .flatMap(row -> row.where().stream()))
                .contains("compose-devservices.yml");
        assertThat(Path.of("compose-devservices.yml")).content().contains("postgres:", "qdrant/qdrant:");
    }

    @ParameterizedTest
    @MethodSource("rowsOfClasses")
    void eachPackageOfARowUsesIt(Row row) {
        assertThat(row.packages()).isNotEmpty();
        for (String room : row.packages()) {
            assertThat(users(row).filter(user -> user.getPackageName().startsWith(room)))
                    .as("%s in %s", row.what(), room)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("rowsOfClasses")
    void eachClassOfARowUsesIt(Row row) {
        assertThat(users(row).map(JavaClass::getSimpleName)).containsAll(ownClasses(row));
    }

    /** What a row says besides: a word in backticks that is no class of ours is not meant. */
    private static List<String> ownClasses(Row row) {
        List<String> named = row.classNames();
        assertThat(named).isNotEmpty();
        assertThat(classes.stream().map(JavaClass::getSimpleName)).containsAll(named);
        return named;
    }

    @ParameterizedTest
    @MethodSource("rowsOfClasses")
    void nobodyElseUsesIt(Row row) {
        Stream<JavaClass> others = users(row)
                .filter(user -> row.packages().stream()
                        .noneMatch(room -> user.getPackageName().startsWith(room)))
                .filter(user -> !isKnownBeside(row, user));

        assertThat(others).as(row.what()).isEmpty();
    }

    /** The embedded Qdrant speaks the messages of the same client from the other end, and clients fail with the exceptions of REST. */
    private static boolean isKnownBeside(Row row, JavaClass user) {
        return switch (row.what()) {
            case "io.qdrant:client" -> user.getPackageName().startsWith("dev.lockstep.embedded.qdrant");
            case "quarkus-rest" -> user.getPackageName().equals("dev.lockstep.models.provided");
            default -> false;
        };
    }

    private static Stream<JavaClass> users(Row row) {
        List<String> packages = PACKAGES.get(row.what());
        return classes.stream().filter(each -> each.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .anyMatch(used -> packages.stream().anyMatch(used::startsWith)));
    }
}
