/**
 * Questions are answered from what a search finds, with citations. A chat model writes them when one is configured; without one, or when
 * it fails, the answer is quoted: the best sentences of the best chunks.
 *
 * <pre>
 * search ──> number the sources ──> prompt ──> chat model ──> keep only citations of sources ──> all still live? ──> answer
 *                                      └── none, or it fails ──> quote                              └── no ──> search, quote
 * </pre>
 *
 * <p>It sees what {@code features.search} shows, and nothing else is ever cited. Nothing of ours
 * but {@code web} knows it. Start with {@link dev.lockstep.features.answers.Answers}.
 */
@NullMarked
package dev.lockstep.features.answers;

import org.jspecify.annotations.NullMarked;
