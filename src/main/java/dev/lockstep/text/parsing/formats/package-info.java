/**
 * Each format has a reader here, which makes a {@link dev.lockstep.text.parsing.formats.ParsedDocument} of bytes, in bounds.
 *
 * <p>Start with {@link dev.lockstep.text.parsing.formats.Reader}: one class a format, each of which walks through the file with the
 * library of that format and tells a {@link dev.lockstep.text.parsing.formats.TextWriter} what it meets. The writer makes Markdown of it
 * and holds the bounds. Nothing here knows of the service, since most of it runs in a process of its own.
 */
@NullMarked
package dev.lockstep.text.parsing.formats;

import org.jspecify.annotations.NullMarked;
