package dev.lockstep.platform.failpoint;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Stops a unit of work for good where a test wants it, as a crash of its process would.
 *
 * <p>A {@link FailpointPlan} freezes some units of work at some points: they never go on. When the test then kills the
 * process, it has crashed at all of these points at once, which shows as much as a crash for each and takes one start.
 */
public final class Failpoints {

    /** The system property with the file of the plan. */
    public static final String PROPERTY = "lockstep.test.failpoints";

    private static final Uni<Void> PASSED = Uni.createFrom().voidItem();

    private static final @Nullable FailpointPlan PLAN = plan(System.getProperty(PROPERTY));

    private Failpoints() {}

    private static @Nullable FailpointPlan plan(@Nullable String file) {
        return file == null ? null : FailpointPlan.read(Path.of(file));
    }

    /**
     * Passes a point, unless the plan stops somebody there.
     *
     * @param who the unit of work, the knowledge base or the background duty that has come here
     */
    public static Uni<Void> reach(String point, Object who) {
        return PLAN == null ? PASSED : PLAN.reach(point, who.toString());
    }

    /** Makes the plan's lines for the alias mean this unit of work or knowledge base from now on. */
    public static void alias(Object who, @Nullable String alias) {
        if (PLAN != null && alias != null) {
            PLAN.alias(who.toString(), alias);
        }
    }
}
