package dev.lockstep.text.chunking;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the headings and blocks of Markdown, line by line, as far as chunking needs them.
 *
 * <p>Differs from CommonMark on purpose in one point: a line of dashes makes a heading of a single line above it only.
 * Under a paragraph of several lines it is far more often meant as a rule.
 */
final class MarkdownReader {

    // The dot stands for every character, so that none of a line can fail a match and make it try all over again.
    private static final Pattern ATX = Pattern.compile("(?s) {0,3}(#{1,6})(?:[ \\t]+(.*))?");
    private static final Pattern SETEXT = Pattern.compile(" {0,3}(?:(=+)|-+)[ \\t]*");
    private static final Pattern NO_SETEXT_TITLE = Pattern.compile(" {4}|\\t|\\s*[>|]");
    private static final Pattern FENCE = Pattern.compile("(?s) {0,3}(`{3,}|~{3,})(.*)");
    private static final String FRONT_MATTER = "---";

    private final List<Line> lines;
    private final Outline outline = new Outline();
    private int next;
    /** The lines since {@code first} belong together; -1 between blocks. */
    private int first = -1;

    private MarkdownReader(String text) {
        lines = Line.of(text);
    }

    static List<Section> read(String text) {
        MarkdownReader reader = new MarkdownReader(text);
        reader.readFrontMatter();
        while (reader.next < reader.lines.size()) {
            reader.readLine();
        }
        reader.endBlock();
        return reader.outline.sections();
    }

    private void readLine() {
        Line line = lines.get(next);
        Matcher fence = FENCE.matcher(line.text());
        Matcher atx = ATX.matcher(line.text());
        Matcher setext = SETEXT.matcher(line.text());
        if (line.isBlank()) {
            endBlock();
            next++;
        } else if (opensFence(fence)) {
            endBlock();
            readFence(fence.group(1));
        } else if (atx.matches()) {
            endBlock();
            outline.heading(atx.group(1).length(), title(atx.group(2)), line.start());
            next++;
        } else if (setext.matches() && isSetextTitle()) {
            Line title = lines.get(first);
            first = -1;
            outline.heading(setext.group(1) != null ? 1 : 2, title.text().strip(), title.start());
            next++;
        } else {
            first = first < 0 ? next : first;
            next++;
        }
    }

    /** Reads YAML between two lines of dashes at the very top, which would otherwise count as a heading. */
    private void readFrontMatter() {
        if (!lines.get(0).text().stripTrailing().equals(FRONT_MATTER)) {
            return;
        }
        for (int i = 1; i < lines.size() && !lines.get(i).isBlank(); i++) {
            if (lines.get(i).text().stripTrailing().equals(FRONT_MATTER)) {
                next = i + 1;
                addBlock(0, next, Block.Kind.LINES);
                return;
            }
        }
    }

    /** Backticks in the rest of the line mean that these are inline code. */
    private static boolean opensFence(Matcher fence) {
        return fence.matches()
                && (fence.group(1).startsWith("~") || !fence.group(2).contains("`"));
    }

    /** Reads to the closing fence or, as CommonMark has it, to the end of the text. */
    private void readFence(String opening) {
        int from = next++;
        while (next < lines.size() && !closesFence(lines.get(next).text(), opening)) {
            next++;
        }
        next = Math.min(next + 1, lines.size());
        addBlock(from, next, Block.Kind.LINES);
    }

    private static boolean closesFence(String line, String opening) {
        Matcher fence = FENCE.matcher(line);
        return fence.matches()
                && fence.group(1).startsWith(opening)
                && fence.group(2).isBlank();
    }

    /** Removes the hashes that may close the title. */
    private static String title(@Nullable String text) {
        String title = text == null ? "" : text.strip();
        int end = title.length();
        while (end > 0 && title.charAt(end - 1) == '#') {
            end--;
        }
        boolean closed = end == 0 || Character.isWhitespace(title.charAt(end - 1));
        return closed ? title.substring(0, end).strip() : title;
    }

    private boolean isSetextTitle() {
        if (first < 0 || first != next - 1) {
            return false;
        }
        Line above = lines.get(first);
        return !above.isListItem() && !NO_SETEXT_TITLE.matcher(above.text()).lookingAt();
    }

    private void endBlock() {
        if (first >= 0) {
            boolean table = lines.get(first).text().stripLeading().startsWith("|");
            addBlock(first, next, table ? Block.Kind.LINES : Block.Kind.PROSE);
            first = -1;
        }
    }

    private void addBlock(int from, int to, Block.Kind kind) {
        outline.block(new Block(lines.get(from).start(), lines.get(to - 1).end(), kind));
    }
}
