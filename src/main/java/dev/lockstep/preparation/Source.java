package dev.lockstep.preparation;

import dev.lockstep.domain.Format;
import org.jspecify.annotations.Nullable;

/** The text of a document. */
public record Source(@Nullable String title, Format format, String text) {}
