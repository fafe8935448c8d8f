/**
 * The same operations on two servers, and every difference between their answers: how far the embedded Qdrant is from a real
 * one, or one version from another.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.differential.Differential}, which has a {@code main}:
 *
 * <pre>
 *   ./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 *   java -cp target/test-classes:target/classes:$(cat target/classpath) \
 *       dev.lockstep.embedded.qdrant.differential.Differential embedded 127.0.0.1:6334 --seed 7 --operations 2000
 * </pre>
 *
 * <p>The two addresses may each be {@code embedded}, which starts one for the run. {@code --history FILE} replays what a
 * {@link dev.lockstep.embedded.qdrant.differential.Recorder} wrote instead of random operations; {@code --messages} compares the
 * words of errors too, {@code --order} the order of what is equally good, which a real server leaves open; {@code --api-key KEY} goes
 * to both. It ends with 1 if anything differed. Both servers are written to.
 *
 * <p>All writes wait, whatever they were recorded with, so that what is read next is the same on both. What may differ does not
 * count: times, operation numbers, sizes of segments, the order of equally good hits, the sixth digit of a score.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.differential;

import org.jspecify.annotations.NullMarked;
