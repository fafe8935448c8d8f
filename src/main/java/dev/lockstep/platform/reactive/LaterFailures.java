package dev.lockstep.platform.reactive;

import dev.lockstep.domain.KnowledgeException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Keeps quiet about failures that have nobody left to tell. When two things are done side by side and both fail, as when a
 * store is away, the caller hears of the first; Mutiny would log the second as an error with its trace.
 */
@ApplicationScoped
class LaterFailures {

    private static final Logger LOG = Logger.getLogger(LaterFailures.class);

    void start(@Observes StartupEvent started) {
        Infrastructure.setDroppedExceptionHandler(LaterFailures::dropped);
    }

    private static void dropped(Throwable failure) {
        if (failure instanceof KnowledgeException) {
            LOG.debug("another failure was reported already", failure);
        } else {
            LOG.warn("nobody was told of this failure", failure);
        }
    }
}
