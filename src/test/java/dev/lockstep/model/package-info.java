/**
 * Random histories of two replicas on faulty stores, checked against a simple oracle after every step. Start with {@link
 * dev.lockstep.model.ModelIT}; {@link dev.lockstep.model.Step} lists what can happen.
 */
@NullMarked
package dev.lockstep.model;

import org.jspecify.annotations.NullMarked;
