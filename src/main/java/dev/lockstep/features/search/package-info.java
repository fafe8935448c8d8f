/**
 * This is the read pipeline: a query is embedded, asked of Qdrant and of the write buffer, and every hit is hydrated from the catalog,
 * which alone decides what may be seen.
 *
 * <p>Start with {@link dev.lockstep.features.search.Search#search}.
 */
@NullMarked
package dev.lockstep.features.search;

import org.jspecify.annotations.NullMarked;
