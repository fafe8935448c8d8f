/**
 * Evaluations over REST: judged queries in, figures out.
 *
 * <p>Start with {@link dev.lockstep.web.evaluations.EvaluationResource}.
 */
@NullMarked
package dev.lockstep.web.evaluations;

import org.jspecify.annotations.NullMarked;
