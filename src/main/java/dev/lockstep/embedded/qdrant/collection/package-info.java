/**
 * The collections of a server and their aliases, each collection in a directory of its own.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.collection.CollectionRegistry}; {@link
 * dev.lockstep.embedded.qdrant.collection.PointCollection} shows the way of a write.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.collection;

import org.jspecify.annotations.NullMarked;
