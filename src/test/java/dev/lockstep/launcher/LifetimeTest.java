package dev.lockstep.launcher;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LifetimeTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void theLastOpenedIsClosedFirstAndEachOnceEvenIfOneFails() {
        Lifetime lifetime = new Lifetime();
        lifetime.owns(() -> closed.add("lock"));
        lifetime.owns(() -> {
            throw new IllegalStateException("stuck");
        });
        lifetime.owns(() -> closed.add("qdrant"));
        lifetime.close();
        lifetime.close();
        assertThat(closed).containsExactly("qdrant", "lock");
    }
}
