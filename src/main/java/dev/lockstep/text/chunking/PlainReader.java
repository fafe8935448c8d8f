package dev.lockstep.text.chunking;

import java.util.List;

/** Finds the paragraphs of plain text, which blank lines divide. */
final class PlainReader {

    private PlainReader() {}

    static List<Section> read(String text) {
        Outline outline = new Outline();
        int start = -1;
        int end = -1;
        for (Line line : Line.of(text)) {
            if (line.isBlank()) {
                if (start >= 0) {
                    outline.block(new Block(start, end, Block.Kind.PROSE));
                }
                start = -1;
            } else {
                start = start < 0 ? line.start() : start;
                end = line.end();
            }
        }
        if (start >= 0) {
            outline.block(new Block(start, end, Block.Kind.PROSE));
        }
        return outline.sections();
    }
}
