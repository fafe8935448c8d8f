/**
 * Documents that could do harm are parsed in a process of its own. Libraries for PDF and Office are large and are fed by strangers: one
 * that loops can't be stopped in this process, and one that fills the memory takes everything with it. A process can be killed.
 *
 * <pre>
 *   ParserProcesses ──> ParserProcess ──stdin──> ParserMain ──> formats.Reader
 *   a few, started      one, killed at     <──stdout──
 *   when needed,        the time limit
 *   ended when idle
 * </pre>
 *
 * <p>Start with {@link dev.lockstep.text.parsing.isolation.ParserProcesses}. The process gets no environment and none of the service's
 * settings, reads requests from its standard input, and ends when that ends: so it does not outlive the service, however that dies.
 */
@NullMarked
package dev.lockstep.text.parsing.isolation;

import org.jspecify.annotations.NullMarked;
