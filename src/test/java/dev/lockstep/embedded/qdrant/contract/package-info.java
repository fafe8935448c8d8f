/**
 * What a client of Qdrant may rely on, asked of the embedded one, or of a real one: {@code ./mvnw test
 * -Dtest='dev.lockstep.embedded.qdrant.contract.*Test' -Dlockstep.test.qdrant=host:port}. Whatever a real one leaves open (ties,
 * parts of a batch that are visible early, figures that it counts in the background) is left open here too.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.contract.ServerUnderTest}. Each class covers rows of the table in the
 * documentation of the embedded Qdrant, which {@link dev.lockstep.embedded.qdrant.contract.CoverageTest} compares.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.contract;

import org.jspecify.annotations.NullMarked;
