/**
 * Everything Qdrant: here and in {@code embedded} alone may its client and gRPC be used.
 *
 * <p>Start with {@link dev.lockstep.points.QdrantProbe}.
 */
@NullMarked
package dev.lockstep.points;

import org.jspecify.annotations.NullMarked;
