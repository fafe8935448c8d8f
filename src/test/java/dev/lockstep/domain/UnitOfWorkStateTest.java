package dev.lockstep.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnitOfWorkStateTest {

    @ParameterizedTest
    @CsvSource({
        "STAGED, COMMITTED COMPENSATING, in_progress",
        "COMMITTED, SETTLED, completed",
        "SETTLED, '', completed",
        "COMPENSATING, COMPENSATED PARKED, in_progress",
        "COMPENSATED, SWEPT, compensated",
        "SWEPT, '', compensated",
        "PARKED, COMPENSATING, failed"
    })
    void aStateBecomesOnlyWhatItMay(UnitOfWorkState state, String next, String status) {
        Set<String> allowed = Arrays.stream(UnitOfWorkState.values())
                .filter(state::canBecome)
                .map(Enum::name)
                .collect(Collectors.toSet());

        assertThat(allowed).isEqualTo(next.isEmpty() ? Set.of() : Set.of(next.split(" ")));
        assertThat(state.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeadsFromTheOneOutcomeToTheOther(UnitOfWorkState state) {
        Set<UnitOfWorkState> visible = EnumSet.of(UnitOfWorkState.COMMITTED, UnitOfWorkState.SETTLED);
        for (UnitOfWorkState next : UnitOfWorkState.values()) {
            boolean changesOutcome = visible.contains(state) != visible.contains(next);
            assertThat(state.canBecome(next) && changesOutcome && state != UnitOfWorkState.STAGED)
                    .isFalse();
        }
    }

    @Test
    void whatClientsAreToldIsOneOfFour() {
        assertThat(Arrays.stream(UnitOfWorkState.values()).map(UnitOfWorkState::status))
                .containsOnlyElementsOf(List.of("in_progress", "completed", "compensated", "failed"));
    }
}
