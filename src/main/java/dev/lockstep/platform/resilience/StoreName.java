package dev.lockstep.platform.resilience;

import dev.lockstep.domain.ErrorCode;

/**
 * The name of a store in messages.
 *
 * @param name {@code Qdrant}
 * @param unavailable the code of problems when it is away
 */
public record StoreName(String name, ErrorCode unavailable) {}
