package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.PointId;
import dev.lockstep.stores.points.PointStore.Near;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTest {

    @Test
    void aPointInBothStoresIsOneWithTheScoreThatTheBufferGivesIt() {
        LegResult nearest = LegResult.of(found(1, 2), List.of(new Near(id(2), 98.5f)), 5);

        assertThat(nearest.best()).containsExactly(new Near(id(1), 99), new Near(id(2), 98.5f));
        assertThat(nearest.buffered()).containsExactly(id(2));
        assertThat(nearest.more()).isFalse();
    }

    @Test
    void equalScoresComeInTheOrderOfIdsWhicheverStoreTheyAreIn() {
        LegResult nearest =
                LegResult.of(List.of(new Near(id(9), 1), new Near(id(4), 1)), List.of(new Near(id(7), 1)), 5);

        assertThat(nearest.best()).extracting(Near::id).containsExactly(id(4), id(7), id(9));
    }

    @Test
    void thereMayBeMoreInWhicheverStoreBringsAsManyAsWereAskedFor() {
        assertThat(LegResult.of(found(1, 2), List.of(), 2).more()).isTrue();
        assertThat(LegResult.of(List.of(), found(1, 2), 2).more()).isTrue();
        assertThat(LegResult.of(found(1), found(2), 2).more()).isFalse();
    }

    @Test
    void whatDoesNotFitIsLeftOutAndToldOf() {
        LegResult nearest = LegResult.of(found(1, 2), found(3, 4), 3);

        assertThat(nearest.best()).hasSize(3);
        assertThat(nearest.more()).isTrue();
    }

    /** Scores fall from 99. */
    private static List<Near> found(int... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new Near(id(numbers[i]), 99 - i))
                .toList();
    }

    private static PointId id(int number) {
        return new PointId(new UUID(0, number));
    }
}
