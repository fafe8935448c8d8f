/**
 * Documents of many formats become text: what a file is, is found out from its bytes, and what it says is read in bounds of time,
 * memory, depth and length.
 *
 * <p>Start with {@link dev.lockstep.text.parsing.Parsing}. {@code Detection} tells the format, {@code formats} reads it; what could hang or
 * exhaust the memory is read by a process of its own ({@code isolation}).
 */
@NullMarked
package dev.lockstep.text.parsing;

import org.jspecify.annotations.NullMarked;
