package dev.lockstep.ingestion.chunking;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

/** Tells the atoms of a section where its blocks, sentences, list items and lines begin. */
final class BreakMarker {

    private final String text;
    private final Atoms atoms;
    private final BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);

    BreakMarker(String text, Atoms atoms) {
        this.text = text;
        this.atoms = atoms;
    }

    /** The first block is not marked: it stays with the heading above it. */
    void mark(Section section) {
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
        sentences.setText(text.substring(block.start(), block.end()));
        for (int i = sentences.next(); i != BreakIterator.DONE; i = sentences.next()) {
            raiseInside(block, block.start() + i);
        }
        for (Line line : Line.of(text.substring(block.start(), block.end()))) {
            if (line.isListItem()) {
                raiseInside(block, block.start() + line.start());
            }
        }
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
