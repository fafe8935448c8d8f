/**
 * The REST interface: requests become calls of a feature, results become JSON, and every error becomes problem+json.
 *
 * <p>Start with {@link dev.lockstep.web.DocumentResource}. {@link dev.lockstep.web.ProblemStatus} is the one place that
 * gives errors their HTTP status.
 */
@NullMarked
package dev.lockstep.web;

import org.jspecify.annotations.NullMarked;
