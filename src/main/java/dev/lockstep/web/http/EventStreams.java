package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Bounds how many clients follow events: each keeps a connection, and whatever it is told, for as long as it likes. */
@ApplicationScoped
public class EventStreams {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    EventStreams(@ConfigProperty(name = "lockstep.events.max-followers", defaultValue = "500") int most) {
        this.most = most;
    }

    /**
     * Counts a client from now on until its events end, or it leaves. The events must be subscribed to.
     *
     * @throws Overloaded when there are too many
     */
    public <T> Multi<T> admit(Multi<T> events) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw new Overloaded(
                    ErrorCode.OVERLOADED,
                    "There are " + most
                            + " clients that follow events, and no more may (lockstep.events.max-followers):"
                            + " try again later.",
                    Map.of("limit", most));
        }
        return events.onTermination().invoke(() -> open.decrementAndGet());
    }
}
