package dev.lockstep.text.chunking;

import dev.lockstep.domain.Format;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Collects the sections and blocks of a text in the order in which a reader meets them. */
final class Outline {

    /** The longest title, in code points: every chunk carries its headings, and must not carry one of a megabyte. */
    private static final int LONGEST_TITLE = 200;

    private record Heading(int level, String title) {}

    private final List<Section> sections = new ArrayList<>();
    private final Deque<Heading> path = new ArrayDeque<>();
    private int sectionStart;
    private List<Block> blocks = new ArrayList<>();

    static List<Section> of(String text, Format format) {
        return switch (format) {
            case TEXT -> PlainReader.read(text);
            case MARKDOWN -> MarkdownReader.read(text);
        };
    }

    void block(Block block) {
        blocks.add(block);
    }

    /**
     * A heading begins at {@code start}. It opens a section, unless it follows another heading with nothing between:
     * then it joins that, so that no chunk is a heading alone.
     */
    void heading(int level, String title, int start) {
        if (!blocks.isEmpty()) {
            closeSection();
            sectionStart = start;
        }
        while (!path.isEmpty() && path.peekLast().level() >= level) {
            path.removeLast();
        }
        path.addLast(new Heading(level, shortened(title)));
    }

    List<Section> sections() {
        closeSection();
        return sections;
    }

    private void closeSection() {
        List<String> headings = path.stream().map(Heading::title).toList();
        sections.add(new Section(sectionStart, headings, blocks));
        blocks = new ArrayList<>();
    }

    private static String shortened(String title) {
        if (title.codePointCount(0, title.length()) <= LONGEST_TITLE) {
            return title;
        }
        return title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
    }
}
