package dev.lockstep.engine.unitofwork;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * An operation that has been checked as far as it can be without doing anything.
 *
 * @param target what it changes: no two operations of a transaction may have the same
 * @param prepare makes the step; the slow part (embedding) is done in there
 */
public record Plan(String target, Supplier<Uni<Step>> prepare) {}
