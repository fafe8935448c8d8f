/**
 * What a client of Qdrant may rely on, asked of the embedded one, or of a real one: {@code ./mvnw test
 * -Dtest='dev.lockstep.embedded.qdrant.contract.*Test' -Dlockstep.test.qdrant=host:port}, with {@code
 * -Dlockstep.test.qdrant.api-key=KEY} if it wants one. Whatever a real one leaves open (ties, parts of a batch that are visible early,
 * figures that it counts in the background) is left open here too. Each test has collections of its own, which it deletes.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.contract.ServerUnderTest}. Each class covers rows of the table in the
 * documentation of the embedded Qdrant; {@link dev.lockstep.embedded.qdrant.contract.CoverageTest} fails for a row without one, {@link
 * dev.lockstep.embedded.qdrant.contract.FiltersContractTest} for a condition of the protocol and {@link
 * dev.lockstep.embedded.qdrant.contract.UnimplementedContractTest} for a method that is neither here nor named.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.contract;

import org.jspecify.annotations.NullMarked;
