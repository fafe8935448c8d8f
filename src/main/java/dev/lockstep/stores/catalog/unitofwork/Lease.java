package dev.lockstep.stores.catalog.unitofwork;

import java.time.Duration;

/**
 * The right to work on a unit of work, by the database's clock.
 *
 * @param owner the process, for people who read the record
 * @param timeout when the work should be done
 * @param length when others may take it over; longer than the timeout
 */
public record Lease(String owner, Duration timeout, Duration length) {}
