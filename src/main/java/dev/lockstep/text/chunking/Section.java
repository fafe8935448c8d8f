package dev.lockstep.text.chunking;

import java.util.List;

/**
 * The text under one heading, up to the next. No chunk crosses its edges.
 *
 * @param start index of its first {@code char}: where its heading begins, if it has one
 * @param headings titles of the headings that hold here, outermost first
 * @param blocks what it consists of, without the headings
 */
record Section(int start, List<String> headings, List<Block> blocks) {

    Section {
        headings = List.copyOf(headings);
        blocks = List.copyOf(blocks);
    }
}
