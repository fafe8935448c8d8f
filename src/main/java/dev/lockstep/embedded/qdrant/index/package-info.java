/**
 * The points of one collection as a Lucene index: one document for each point.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.index.PointIndex}, which writes, and {@link
 * dev.lockstep.embedded.qdrant.index.Snapshot}, which reads. {@link dev.lockstep.embedded.qdrant.index.PointDocument}
 * lists the fields of a document.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.index;

import org.jspecify.annotations.NullMarked;
