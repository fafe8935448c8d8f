/**
 * Judged queries are asked as anybody would ask them, and it is told how well they were answered: nDCG, recall and reciprocal rank of each
 * mode.
 *
 * <pre>
 * request ──> rules ──> which judged documents are there? ──> search, each query in each mode ──> figures ──> means
 *    └── large, or nobody waits ──> job ──┘
 * </pre>
 *
 * <p>It sees what {@code features.search} shows, so that what is measured is what people get. The formulas stand in
 * {@link dev.lockstep.features.evaluation.RankingQuality} alone. Start with {@link dev.lockstep.features.evaluation.Evaluations}.
 */
@NullMarked
package dev.lockstep.features.evaluation;

import org.jspecify.annotations.NullMarked;
