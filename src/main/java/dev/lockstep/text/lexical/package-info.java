/**
 * A lexical search compares text as terms. Lucene's analyzers cut and stem text by its language; a term becomes the index of a sparse
 * vector by its hash, and its weight is that of BM25 without the rarity of the term, which Qdrant multiplies in when it searches.
 *
 * <p>Start with {@link dev.lockstep.text.lexical.Analysis}; {@link dev.lockstep.text.lexical.Bm25} has the formula.
 */
@NullMarked
package dev.lockstep.text.lexical;

import org.jspecify.annotations.NullMarked;
