package dev.lockstep.platform.resilience;

import dev.lockstep.domain.Overloaded;
import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** So many at a time, so many waiting, and the rest is refused before anything of it was begun. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BulkheadTest {

    private final Bulkhead bulkhead = new Bulkhead("trials " + System.nanoTime(), 1, 1);
    private final List<String> begun = new ArrayList<>();
    private final List<UniEmitter<? super String>> underWay = new ArrayList<>();

    @Test
    void whatDoesNotFitIsRefusedUnbegunAndWhatWaitsComesNext() {
        CompletableFuture<String> first = begin("first");
        CompletableFuture<String> second = begin("second");

        assertThatThrownBy(() -> begin("third").join())
                .hasCauseInstanceOf(Overloaded.class)
                .hasMessageContaining("1 at work and 1 waiting");
        assertThat(begun).containsExactly("first");

        underWay.get(0).complete("done");
        assertThat(first.join()).isEqualTo("done");
        assertThat(begun).containsExactly("first", "second");
        underWay.get(1).complete("done too");
        assertThat(second.join()).isEqualTo("done too");
    }

    private CompletableFuture<String> begin(String name) {
        return bulkhead.admit(() -> {
                    begun.add(name);
                    return Uni.createFrom().<String>emitter(underWay::add);
                })
                .subscribeAsCompletionStage();
    }
}
