/**
 * The unit of work: several changes to several stores that become visible in one instant, or never. It knows nothing of
 * documents.
 *
 * <p>Start with {@link dev.lockstep.engine.unitofwork.UnitsOfWork#execute}: it reads as the story. What is changed is
 * up to {@link dev.lockstep.engine.unitofwork.Step}s; each names a {@link dev.lockstep.engine.unitofwork.Participant},
 * which can undo and settle it from the durable record alone. {@link dev.lockstep.engine.unitofwork.Recovery} does that
 * for whoever died.
 *
 * <pre>
 * stage (T1) ──> apply ──> commit (T2) ──> publish ──> reply        settle (background)
 *                └── on failure: COMPENSATING (durable) ──> undo in reverse order ──> COMPENSATED ──> swept
 * </pre>
 */
@NullMarked
package dev.lockstep.engine.unitofwork;

import org.jspecify.annotations.NullMarked;
