/**
 * Documents that could do harm are parsed in a process of its own. Libraries for PDF and Office are large and are fed by strangers: one
 * that loops can't be stopped in this process, and one that fills the memory takes everything with it. A process can be killed.
 *
 * <pre>
 *   ParserProcesses ──> ParserPool ──> ParserProcess ──stdin──> ParserMain ──> formats.Reader
 *   who is next:        a few, started  one, killed at  <──stdout──
 *   FairQueue           when needed,    the time limit
 *                       ended when idle
 * </pre>
 *
 * <p>Start with {@link dev.lockstep.text.parsing.isolation.ParserProcesses}. The process gets no environment and none of the service's
 * settings, reads documents from its standard input, and ends when that ends: so it does not outlive the service, however that dies.
 * {@link dev.lockstep.text.parsing.isolation.Confinement} says what it can reach, which {@code isolated.sh} and {@code limited.sh} see to.
 */
@NullMarked
package dev.lockstep.text.parsing.isolation;

import org.jspecify.annotations.NullMarked;
