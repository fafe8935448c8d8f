package dev.lockstep.text.chunking;

import java.util.List;

/** Finds the section that a place in the text belongs to. It is asked from front to back, as chunks are written. */
final class SectionFinder {

    private final List<Section> sections;
    private int current;

    SectionFinder(List<Section> sections) {
        this.sections = sections;
    }

    Section at(int index) {
        while (current + 1 < sections.size() && sections.get(current + 1).start() <= index) {
            current++;
        }
        return sections.get(current);
    }
}
