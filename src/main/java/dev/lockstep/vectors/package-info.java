/**
 * Compares vectors of floats, by the processor's wide registers where the JVM offers them: see
 * {@link dev.lockstep.vectors.VectorSums}. The domain and the embedded Qdrant both use it; it depends on nothing but the
 * JDK, so that it can be published with either.
 */
@NullMarked
package dev.lockstep.vectors;

import org.jspecify.annotations.NullMarked;
