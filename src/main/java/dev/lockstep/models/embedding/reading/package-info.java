/**
 * Finds out how well an embedding model reads a language of which nobody has said that it does.
 *
 * <p>There is a small sample for each of many languages, written for this: 16 questions and the 16 passages that answer them, about four
 * matters of which each has four passages that are easily taken for one another. A question shares few words with its passage, so that
 * only a model that reads the language finds it; by chance one in 16 is found. The facts are the same in all languages, so that what is
 * found can be compared. The files {@code <language>.tsv} have a question, a tab and its passage on each line. They say nothing of how
 * good a search is, and nothing is trained or tuned on them.
 *
 * <p>Start with {@link dev.lockstep.models.embedding.reading.ReadingTrial}.
 */
@NullMarked
package dev.lockstep.models.embedding.reading;

import org.jspecify.annotations.NullMarked;
