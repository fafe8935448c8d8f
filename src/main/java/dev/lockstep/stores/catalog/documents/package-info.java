/**
 * Rows of documents, their versions and their chunks: staged, flipped, read, searched by words, and superseded.
 *
 * <p>Start with {@link dev.lockstep.stores.catalog.documents.DocumentVersions}, which writes, and
 * {@link dev.lockstep.stores.catalog.documents.Hydration}, which decides what a search may show.
 */
@NullMarked
package dev.lockstep.stores.catalog.documents;

import org.jspecify.annotations.NullMarked;
