/**
 * Random histories of two replicas on faulty stores, checked against a simple oracle after every step. Start with {@link
 * dev.lockstep.proof.histories.ModelIT}; {@link dev.lockstep.proof.histories.Step} lists what can happen.
 */
@NullMarked
package dev.lockstep.proof.histories;

import org.jspecify.annotations.NullMarked;
