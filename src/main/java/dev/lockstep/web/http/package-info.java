/**
 * The shared parts of the REST interface: bodies and their limits, cursors and pages, idempotency keys, jobs that
 * requests become, problem+json.
 *
 * <p>Start with {@link dev.lockstep.web.http.Problems}.
 */
@NullMarked
package dev.lockstep.web.http;

import org.jspecify.annotations.NullMarked;
