/**
 * The part of the REST interface for those who run the service: jobs and their events, consistency of the stores and
 * its repair.
 *
 * <p>Start with {@link dev.lockstep.web.operations.ConsistencyResource}.
 */
@NullMarked
package dev.lockstep.web.operations;

import org.jspecify.annotations.NullMarked;
