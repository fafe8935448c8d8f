/**
 * Documents of many formats become text here. The bytes of a file tell what it is, and its text is read in bounds of time, memory, depth
 * and length.
 *
 * <p>Start with {@link dev.lockstep.text.parsing.Parsing}. {@code Detection} tells the format, {@code formats} reads it; what could hang or
 * exhaust the memory is read by a process of its own ({@code isolation}).
 */
@NullMarked
package dev.lockstep.text.parsing;

import org.jspecify.annotations.NullMarked;
