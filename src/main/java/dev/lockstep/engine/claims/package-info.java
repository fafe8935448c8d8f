/**
 * Claims, by which processes on the same database share work that must be done once: whoever claims a row has it for
 * the length of a lease, keeps it by renewing the lease, and gives it back or loses it. Units of work, jobs,
 * generations and background passes are all shared like that; start with {@link dev.lockstep.engine.claims.Claim}.
 *
 * <p>The rows and their statements are the catalog's, beside the data that they are about, and differ for a reason:
 *
 * <ul>
 *   <li>A unit of work is claimed by raising its <b>fence</b>, a number that every statement on it names. It is begun by the
 *       process that stages it, without a claim; its lease is longer than it may take and never renewed.
 *   <li>Jobs, generations and passes are claimed by writing the id of a <b>run</b>, which the statements name.
 *   <li>Jobs are given back when the process ends in order. What is left of the others waits for the end of its lease.
 *   <li>Passes are claimed together or not at all, so their rows are locked in the order of names and waited for; all others are
 *       claimed with SKIP LOCKED.
 * </ul>
 */
@NullMarked
package dev.lockstep.engine.claims;

import org.jspecify.annotations.NullMarked;
