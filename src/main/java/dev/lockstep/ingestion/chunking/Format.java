package dev.lockstep.ingestion.chunking;

/** How a text shows its structure. */
public enum Format {
    /** Paragraphs are divided by blank lines; there are no headings. */
    TEXT,
    /** Headings (ATX and setext), fenced code and tables of CommonMark; everything else as in {@link #TEXT}. */
    MARKDOWN
}
