package dev.lockstep.domain;

/** Says how a document's text is to be read: whether {@code #} begins a heading. */
public enum Format {
    TEXT,
    MARKDOWN
}
