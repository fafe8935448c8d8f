/** Spans of the stages of a request, and the context that ties them together, also between processes. */
@NullMarked
package dev.lockstep.platform.tracing;

import org.jspecify.annotations.NullMarked;
