/**
 * Cuts a document's text into chunks that fit the embedding model and mean something by themselves.
 *
 * <p>Start with {@link dev.lockstep.chunking.RecursiveChunker}. The text is tokenised once and falls into
 * {@code Atoms}, its smallest pieces; the {@code Outline} (read by {@code MarkdownReader} or {@code PlainReader}) says
 * where sections and paragraphs begin; {@code Packer} splits what is too large and joins what is small:
 *
 * <pre>
 *   text ──tokens──> Atoms  a a a a|a a a.a a a a|a a        | . : how good it is to break before an atom
 *        ──lines───> Outline sections, blocks ─────^          ({@code Break}: section, paragraph, sentence, word, ...)
 *                    Packer  [a a a a|a a a][a a a.a a a a]   one section at a time, with overlap
 * </pre>
 */
@NullMarked
package dev.lockstep.chunking;

import org.jspecify.annotations.NullMarked;
