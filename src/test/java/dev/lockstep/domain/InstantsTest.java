package dev.lockstep.domain;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InstantsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02, 2026-01-02T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02t03:04:05z, 2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04, 2026-01-02T03:04:00Z",
        "2026-01-02T03:04:05.678+02:00, 2026-01-02T01:04:05.678Z",
        "2026-01-02T03:04:05-11:30, 2026-01-02T14:34:05Z",
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456Z",
        "0001-01-01, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z"
    })
    void datesAreRead(String text, Instant instant) {
        assertThat(Instants.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-01",
                "2026-1-2",
                "20260102",
                "2026-02-29",
                "2026-13-01",
                "2026-01-02T",
                "02-01-2026",
                "2026-01-02T25:00:00Z",
                "2026-01-02T03:04:05+0200",
                "2026-01-02T03:04:05Europe/Berlin",
                " 2026-01-02",
                "2026-01-02 ",
                "0000-12-31",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "+2026-01-02",
                "2026-01-02T03:04:60Z",
                "tomorrow at noon",
                "aaaa-bb-cc"
            })
    void anythingElseIsNoDate(String text) {
        assertThat(Instants.parse(text)).isEmpty();
    }
}
