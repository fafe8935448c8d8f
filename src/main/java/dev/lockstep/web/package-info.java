/**
 * The REST interface: requests become calls of a feature, results become JSON, and every error becomes problem+json.
 *
 * <p>Each part of the API has a folder of its own; {@code http} holds what all of them use. Start with
 * {@link dev.lockstep.web.documents.DocumentResource}. {@link dev.lockstep.web.http.ProblemStatus} is the one place that
 * gives errors their HTTP status.
 */
@NullMarked
package dev.lockstep.web;

import org.jspecify.annotations.NullMarked;
