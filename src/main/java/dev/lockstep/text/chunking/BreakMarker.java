package dev.lockstep.text.chunking;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells the atoms of a section where its blocks, sentences, list items and lines begin. */
final class BreakMarker {

    /**
     * Limits the {@code char}s that {@link BreakIterator} sees at once. Some texts, such as quotation marks without end, take it
     * quadratic time. A longer sentence is no use to a chunk.
     */
    private static final int WINDOW = 1_024;

    private final String text;
    private final Atoms atoms;
    private final BreakIterator sentences;
    private final Abbreviations abbreviations;

    /** @param language of its sentences, as an ISO 639-1 code; null for none in particular */
    BreakMarker(String text, Atoms atoms, @Nullable String language) {
        this.text = text;
        this.atoms = atoms;
        this.sentences =
                BreakIterator.getSentenceInstance(language == null ? Locale.ROOT : Locale.forLanguageTag(language));
        this.abbreviations = Abbreviations.of(language);
    }

    /** The first block is not marked: it stays with the heading above it. */
    void mark(Section section) {
        atoms.raise(section.start(), Break.PARAGRAPH);
        List<Block> blocks = section.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (i > 0) {
                atoms.raise(block.start(), Break.PARAGRAPH);
            }
            switch (block.kind()) {
                case PROSE -> markProse(block);
                case LINES -> markLines(block);
            }
        }
    }

    private void markProse(Block block) {
        int from = block.start();
        while (from < block.end()) {
            from = markSentences(block, from);
        }
        for (Line line : Line.of(text.substring(block.start(), block.end()))) {
            if (line.isListItem()) {
                raiseInside(block, block.start() + line.start());
            }
        }
    }

    /** Marks the sentences of one window and returns where the next begins, at least half a window further. */
    private int markSentences(Block block, int from) {
        int to = Math.min(from + WINDOW, block.end());
        sentences.setText(text.substring(from, to));
        int last = from;
        for (int i = sentences.next(); i != BreakIterator.DONE && from + i < to; i = sentences.next()) {
            if (!abbreviations.precede(text, from + i)) {
                last = from + i;
                raiseInside(block, last);
            }
        }
        return last - from >= WINDOW / 2 ? last : to;
    }

    private void markLines(Block block) {
        for (Line line : Line.of(text.substring(block.start(), block.end()))) {
            raiseInside(block, block.start() + line.start());
        }
    }

    private void raiseInside(Block block, int index) {
        if (index > block.start() && index < block.end()) {
            atoms.raise(index, Break.SENTENCE);
        }
    }
}
