package dev.lockstep.web.http;

import dev.lockstep.features.documents.Pace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class PreferTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async",
                "Respond-Async",
                " respond-async ",
                "respond-async, wait=10",
                "wait=10, respond-async",
                "return=minimal,respond-async;foo=\"a,b\"",
                "lenient=\"x, y\", respond-async"
            })
    void aJobIsPreferred(String header) {
        assertThat(Prefer.pace(List.of(header))).isEqualTo(Pace.ASYNC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=10", "return=minimal, wait=5", "WAIT"})
    void waitingIsPreferred(String header) {
        assertThat(Prefer.pace(List.of(header))).isEqualTo(Pace.WAIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return=minimal", "note=\"please, respond-async\"", "respond-asynchronously", "="})
    void nothingIsSaid(String header) {
        assertThat(Prefer.pace(List.of(header))).isEqualTo(Pace.ANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ",\"", "\"\\", "=;"})
    void aHeaderWithoutEndTakesNoTime(String piece) {
        String header = piece.repeat(200_000) + "\", respond-async";

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Prefer.pace(List.of(header)));
    }

    @Test
    void severalHeadersAreAsGoodAsOne() {
        assertThat(Prefer.pace(List.of("wait=3", "respond-async"))).isEqualTo(Pace.ASYNC);
        assertThat(Prefer.pace(List.of())).isEqualTo(Pace.ANY);
    }
}
