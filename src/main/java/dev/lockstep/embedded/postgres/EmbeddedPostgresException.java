package dev.lockstep.embedded.postgres;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL can't do what it was asked; the message says why, for whoever runs the service. */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        this(message, null);
    }

    EmbeddedPostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
