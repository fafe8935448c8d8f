package dev.lockstep.platform.failpoint;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Lets Qdrant be away for a while, so that a developer can watch what the service does meanwhile and how it recovers. */
@ApplicationScoped
@IfBuildProfile("dev")
public class Outage {

    private volatile Instant end = Instant.EPOCH;

    /** Begins now, in place of one that lasts. Returns when it ends. */
    public Instant begin(Duration length) {
        Instant until = Instant.now().plus(length);
        end = until;
        return until;
    }

    public boolean lasts() {
        return Instant.now().isBefore(end);
    }
}
