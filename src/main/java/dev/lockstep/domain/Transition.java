package dev.lockstep.domain;

import java.time.Instant;

/**
 * A unit of work has come into a state.
 *
 * @param at by the clock of the process that made it so
 */
public record Transition(UnitOfWorkId id, UnitOfWorkState state, Instant at) {}
