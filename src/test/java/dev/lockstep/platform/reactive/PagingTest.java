package dev.lockstep.platform.reactive;

import dev.lockstep.platform.reactive.Paging.Next;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PagingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 200_000;

    @Test
    void manyPagesNeedNoMoreStackThanOne() {
        AtomicInteger pages = new AtomicInteger();

        Paging.<Integer>each(after -> {
                    int page = after == null ? 1 : after + 1;
                    pages.set(page);
                    return Uni.createFrom().item(page < MANY ? Next.at(page) : Next.end());
                })
                .await()
                .atMost(PATIENCE);

        assertThat(pages).hasValue(MANY);
    }

    @Test
    void oneAfterTheOtherAlsoWhenAnswersComeFromElsewhere() {
        List<Integer> seen = new ArrayList<>();

        Paging.<Integer>each(after -> Uni.createFrom()
                        .item(after == null ? 1 : after + 1)
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(1))
                        .invoke(seen::add)
                        .map(page -> page < 50 ? Next.at(page) : Next.end()))
                .await()
                .atMost(PATIENCE);

        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void theFirstFailureEndsIt() {
        AtomicInteger pages = new AtomicInteger();
        Uni<Void> failing = Paging.<Integer>each(after -> pages.incrementAndGet() == 3
                ? Uni.createFrom().failure(new IllegalStateException("third"))
                : Uni.createFrom().item(Next.at(1)));

        assertThatThrownBy(() -> failing.await().atMost(PATIENCE)).hasMessage("third");
        assertThat(pages).hasValue(3);
    }
}
