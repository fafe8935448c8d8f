/**
 * Holds what is sent and answered against the OpenAPI document, in every test that talks to the service.
 *
 * <p>Start with {@link dev.lockstep.testing.description.DescribedInterface}.
 */
@NullMarked
package dev.lockstep.testing.description;

import org.jspecify.annotations.NullMarked;
