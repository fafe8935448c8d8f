package dev.lockstep.engine.claims;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This process as the owner of claims. The name is written into rows for people who read them, and to tell what this
 * process has claimed from what another one has; whether a claim still holds is decided by its run or its fence.
 */
@ApplicationScoped
public class Owner {

    // The name is unique for each start: a process must never take its predecessor's work for its own.
    private final String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private final boolean sole;

    Owner(@ConfigProperty(name = "lockstep.unit-of-work.sole-owner", defaultValue = "false") boolean sole) {
        this.sole = sole;
    }

    public String name() {
        return name;
    }

    /**
     * Creates the take-over that a process that has its database for itself does once with the claims of one kind.
     *
     * @param endAllLeases ends the leases of all owners but the one with this name
     */
    public TakeOver takeOver(Function<String, Uni<?>> endAllLeases) {
        return new TakeOver(sole, () -> endAllLeases.apply(name).replaceWithVoid());
    }
}
