package dev.lockstep.platform.duties;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** All that the process does by itself is in one list, which operators can read. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DutiesTest {

    private static final Path OPERATIONS = Path.of("docs/operations.md");
    private static final String HEAD = "| duty | what it is for | setting of its interval |";
    private static final String CHECK = "background duties";

    @Inject
    Duties duties;

    @Test
    void theTableForOperatorsListsEveryDuty() throws IOException {
        List<String> expected = duties.all().stream()
                .map(ScheduledDuty::duty)
                .map(DutiesTest::row)
                .toList();

        assertThat(table()).containsExactlyElementsOf(expected);
    }

    private static String row(Duty duty) {
        Schedule schedule = duty.schedule();
        String interval = schedule.setting() == null
                ? "every " + schedule.pause().toMinutes() + " minutes"
                : "`" + schedule.setting() + "`";
        return "| " + duty.name() + " | " + duty.purpose() + " | " + interval + " |";
    }

    private static List<String> table() throws IOException {
        return Files.readAllLines(OPERATIONS).stream()
                .dropWhile(line -> !line.equals(HEAD))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void noTwoDutiesHaveTheSameName() {
        assertThat(duties.all().stream().map(scheduled -> scheduled.duty().name()))
                .doesNotHaveDuplicates()
                .contains("recovery", "jobs", "reembed", "collector", "scrub");
    }

    @Test
    void healthTellsOfTheLastRoundOfEachDuty() {
        Eventually.holds(() -> assertThat(data().get("recovery: last round ended"))
                .isInstanceOfSatisfying(String.class, ended -> assertThat(ended).isNotEqualTo("not yet")));

        Map<String, Object> data = data();
        duties.all().stream().map(scheduled -> scheduled.duty().name()).forEach(name -> assertThat(data)
                .containsKeys(name + ": last round ended", name + ": failures in a row"));
    }

    private static Map<String, Object> data() {
        return Objects.requireNonNull(given().get("/q/health/well")
                .then()
                .statusCode(200)
                .body("status", is("UP"))
                .extract()
                .path("checks.find { it.name == '" + CHECK + "' }.data"));
    }

    @Test
    void dutiesHaveNoSayInWhetherTheServiceLivesOrIsReady() {
        given().get("/q/health/live").then().body("checks.name", not(hasItem(CHECK)));
        given().get("/q/health/ready").then().body("checks.name", not(hasItem(CHECK)));
    }
}
