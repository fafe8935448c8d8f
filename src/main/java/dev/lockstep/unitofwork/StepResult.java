package dev.lockstep.unitofwork;

/**
 * What a committed step changed.
 *
 * @param documents made, changed or deleted
 * @param chunks made visible
 */
public record StepResult(int documents, int chunks) {}
