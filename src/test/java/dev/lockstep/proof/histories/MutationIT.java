package dev.lockstep.proof.histories;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** The model sees more than that nothing went wrong: without any one of these protections, something goes wrong. */
class MutationIT {

    static List<Mutation> mutations() {
        return Mutations.ALL;
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void theModelNotices(Mutation mutation) throws Exception {
        Path directory = Path.of("target", "mutant-" + UUID.randomUUID()).toAbsolutePath();
        Path application = Path.of(System.getProperty("lockstep.test.jar")).getParent();
        Path jar = Mutant.make(mutation, application, directory.resolve("application"));
        try (World world = new World(directory, jar)) {
            History history = new History(mutation.seed(), world, mutation.repertoire());
            try {
                history.begin();
                while (history.steps() < mutation.steps()) {
                    history.step();
                }
                history.end();
                Quiescence.comes(world);
            } catch (AssertionError noticed) {
                System.out.printf(
                        "mutant '%s': noticed after %d steps: %s%n",
                        mutation,
                        history.steps(),
                        noticed.getMessage().lines().findFirst().orElse(""));
                assertThat(history.steps()).isPositive();
                return;
            }
            fail("nobody noticed that it %s: seed %d, %s", mutation, mutation.seed(), history.summary());
        }
    }
}
