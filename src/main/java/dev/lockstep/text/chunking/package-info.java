/**
 * Cuts a document's text into chunks that fit the embedding model and mean something by themselves.
 *
 * <p>Start with {@link dev.lockstep.text.chunking.Chunker}. The text is tokenised once and falls into {@code Atoms}, its smallest
 * pieces; {@code Layout} says which strategy keeps chunks within what, sections or pages; {@code BreakMarker} and, for
 * programs, {@code CodeMarker} say how good it is to break before an atom; {@code Packer} splits what is too large and
 * joins what is small, {@code SentencePacker} counts sentences instead:
 *
 * <pre>
 *   text ──tokens──> Atoms  a a a a|a a a.a a a a|a a        | . : how good it is to break before an atom
 *        ──lines───> Outline sections, blocks ─────^          ({@code Break}: paragraph, sentence, word, ...)
 *                    Packer  [a a a a|a a a][a a a.a a a a]   one stretch at a time, with overlap
 * </pre>
 *
 * <p>Whatever cuts, {@code ChunkWriter} counts each chunk's tokens once more and shortens it if need be.
 */
@NullMarked
package dev.lockstep.text.chunking;

import org.jspecify.annotations.NullMarked;
