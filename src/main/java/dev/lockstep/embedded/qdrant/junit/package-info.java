/**
 * Gives tests an embedded Qdrant, with JUnit 5.13 or later:
 *
 * <pre>
 *   &#64;ExtendWith(EmbeddedQdrantExtension.class)
 *   class SearchTest {
 *       &#64;Test void finds(QdrantClient client) { ... }
 * </pre>
 *
 * <p>The one package that needs JUnit, which the others don't bring: whoever uses it has it among the dependencies of the tests.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.junit;

import org.jspecify.annotations.NullMarked;
