package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.PageStarts;
import dev.lockstep.domain.SourceText;
import dev.lockstep.text.chunking.Slices.Indentation;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts that a text consists of, and the places that no chunk crosses.
 *
 * @param starts where chunks have to begin anew, in {@code char}s; the beginning of the text among them
 */
record Layout(List<Section> sections, List<Integer> starts, Indentation indentation) {

    static Layout of(SourceText source, Strategy strategy) {
        return switch (strategy) {
            case RECURSIVE, SENTENCES -> bySections(Outline.of(source.text(), source.format()));
            case HEADINGS -> bySections(Outline.of(source.text(), Format.MARKDOWN));
            case PAGES ->
                new Layout(
                        Outline.of(source.text(), source.format()),
                        starts(source.text(), source.knownPages()),
                        Indentation.DROPPED);
            case CODE, NONE -> new Layout(List.of(new Section(0, List.of(), List.of())), List.of(0), Indentation.KEPT);
        };
    }

    private static Layout bySections(List<Section> sections) {
        return new Layout(sections, sections.stream().map(Section::start).toList(), Indentation.DROPPED);
    }

    /** Converts the starts of the pages from code points. */
    private static List<Integer> starts(String text, PageStarts pages) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        int index = 0;
        int codePoint = 0;
        for (int start : pages.starts()) {
            index = text.offsetByCodePoints(index, start - codePoint);
            codePoint = start;
            starts.add(index);
        }
        return starts;
    }

    /** The atoms that may be in one chunk together; no stretch is empty. */
    List<Span> stretches(Atoms atoms) {
        List<Span> stretches = new ArrayList<>();
        int from = 0;
        for (int start : starts) {
            int to = atoms.atOrAfter(start);
            if (from < to) {
                stretches.add(new Span(from, to));
                from = to;
            }
        }
        if (from < atoms.size()) {
            stretches.add(new Span(from, atoms.size()));
        }
        return stretches;
    }
}
