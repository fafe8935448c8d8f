package dev.lockstep.engine.claims;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OwnerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> ended = new ArrayList<>();

    @Test
    void eachStartIsAnotherOwner() {
        assertThat(new Owner(true).name())
                .startsWith(ProcessHandle.current().pid() + "-")
                .isNotEqualTo(new Owner(true).name());
    }

    @Test
    void aSoleOwnerEndsTheLeasesOfOthersOnce() {
        Owner owner = new Owner(true);
        TakeOver takeOver = owner.takeOver(this::end);
        assertThat(takeOver.isDue()).isTrue();

        takeOver.first().await().atMost(PATIENCE);
        takeOver.first().await().atMost(PATIENCE);

        assertThat(takeOver.isDue()).isFalse();
        assertThat(ended).containsExactly(owner.name());
    }

    @Test
    void aTakeOverThatFailedIsTriedAgain() {
        TakeOver takeOver = new Owner(true).takeOver(name -> end(name)
                .chain(() -> ended.size() == 1
                        ? Uni.createFrom().failure(new IllegalStateException("the database is away"))
                        : Uni.createFrom().voidItem()));

        assertThatThrownBy(() -> takeOver.first().await().atMost(PATIENCE)).hasMessage("the database is away");
        assertThat(takeOver.isDue()).isTrue();

        takeOver.first().await().atMost(PATIENCE);
        assertThat(takeOver.isDue()).isFalse();
        assertThat(ended).hasSize(2);
    }

    @Test
    void anOwnerAmongOthersTakesNothingOver() {
        TakeOver takeOver = new Owner(false).takeOver(this::end);

        takeOver.first().await().atMost(PATIENCE);

        assertThat(takeOver.isDue()).isFalse();
        assertThat(ended).isEmpty();
    }

    private Uni<Void> end(String name) {
        return Uni.createFrom().voidItem().invoke(() -> ended.add(name));
    }
}
