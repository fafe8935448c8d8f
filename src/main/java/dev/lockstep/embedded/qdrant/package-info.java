/**
 * A Qdrant in this process, on Lucene.
 */
@NullMarked
package dev.lockstep.embedded.qdrant;

import org.jspecify.annotations.NullMarked;
