package dev.lockstep.testing.quick;

import java.util.Optional;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out every test that needs more than this process, when the profile {@code quick} asks for that. JUnit finds it as a
 * service.
 */
public final class QuickTests implements PostDiscoveryFilter {

    private static final boolean ASKED_FOR = Boolean.getBoolean("lockstep.test.quick");

    /** Asked of everything that was found; only what has nothing more in it can be left out, so a test's class decides. */
    @Override
    public FilterResult apply(TestDescriptor test) {
        if (!ASKED_FOR) {
            return FilterResult.included("all tests are wanted");
        }
        return classOf(test)
                .flatMap(Needs::of)
                .map(need -> FilterResult.excluded("needs " + need))
                .orElseGet(() -> FilterResult.included("needs nothing but this process"));
    }

    private static Optional<String> classOf(TestDescriptor test) {
        return test.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getClassName())
                .or(() -> test.getParent().flatMap(QuickTests::classOf));
    }
}
