/**
 * Completes the OpenAPI document, which begins with the annotations of the resources and with {@code META-INF/openapi.yaml}:
 * what follows from a rule is said here, once for all operations and schemas.
 *
 * <p>Start with {@link dev.lockstep.web.description.Description}.
 */
@NullMarked
package dev.lockstep.web.description;

import org.jspecify.annotations.NullMarked;
