package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Collects what a document says as Markdown. Each block stands by itself between blank lines; a character that Markdown would take for a
 * sign of its own is escaped. It ends in a refusal when the text becomes too long.
 */
final class TextWriter {

    /** It only says where a word may be divided at the end of a line. */
    private static final char SOFT_HYPHEN = '\u00ad';

    private static final int DEEPEST_HEADING = 6;

    private static final int DEEPEST_ITEM = 6;

    /** A line that begins like this would be a heading, a quotation, a table, a list, a fence or a rule. */
    private static final Pattern SIGN = Pattern.compile("^(?:[#>|=]|[-+*](?:\\s|$)|-{2,}|`{3}|~{3})");

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\p{Cc}]+");

    private static final int ROWS_LOOKED_AT = 20;

    private final StringBuilder text = new StringBuilder();
    private final int limit;

    TextWriter(ParseLimits limits) {
        this.limit = limits.textLength();
    }

    void heading(int level, String title) {
        String line = inline(title);
        if (!line.isEmpty()) {
            block("#".repeat(Math.max(1, Math.min(level, DEEPEST_HEADING))) + " " + line);
        }
    }

    /** Writes a paragraph, whose lines stay lines. */
    void paragraph(String content) {
        StringBuilder lines = new StringBuilder();
        content.lines().map(TextWriter::inline).filter(line -> !line.isEmpty()).forEach(line -> {
            lines.append(lines.isEmpty() ? "" : "\n");
            lines.append(SIGN.matcher(line).find() ? "\\" : "").append(line);
        });
        if (!lines.isEmpty()) {
            block(lines.toString());
        }
    }

    /** @param depth 0 for the outermost list */
    void item(int depth, String content) {
        String line = inline(content);
        if (!line.isEmpty()) {
            String indent = "  ".repeat(Math.min(depth, DEEPEST_ITEM));
            separate(isItem() ? "\n" : "\n\n");
            append(indent + "- " + line);
            lastBlock = Block.ITEM;
        }
    }

    /** Writes a table. Its first row stands above the others if it names the columns; else nothing does. */
    void table(List<List<String>> rows) {
        List<List<String>> said = rows.stream()
                .map(row -> row.stream().map(TextWriter::inline).toList())
                .filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty()))
                .toList();
        boolean named = !said.isEmpty()
                && TableHeader.names(said.get(0), said.subList(1, Math.min(said.size(), ROWS_LOOKED_AT)));
        write(said, named);
    }

    /**
     * Writes a table that may say itself that its first row is that of the names.
     *
     * @param rows each cell in one line
     */
    void table(List<List<String>> rows, boolean saidToBeNamed) {
        if (saidToBeNamed) {
            write(rows, true);
        } else {
            table(rows);
        }
    }

    private void write(List<List<String>> rows, boolean named) {
        List<List<String>> said = new ArrayList<>(rows);
        if (!named && !said.isEmpty()) {
            said.add(0, List.of());
        }
        int columns = said.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < said.size(); i++) {
            row(said.get(i), columns, lines);
            if (i == 0) {
                lines.append("\n|").append(" --- |".repeat(columns));
            }
            requireRoom(lines.length());
        }
        if (!lines.isEmpty()) {
            block(lines.toString());
        }
    }

    private static void row(List<String> cells, int columns, StringBuilder lines) {
        lines.append(lines.isEmpty() ? "|" : "\n|");
        for (int i = 0; i < columns; i++) {
            String cell = i < cells.size() ? cells.get(i).replace("|", "\\|") : "";
            lines.append(' ').append(cell).append(" |");
        }
    }

    /** Writes text that keeps its spaces, such as a program. */
    void code(String content) {
        String clean = clean(content).stripTrailing();
        if (!clean.isBlank()) {
            String fence = clean.contains("```") ? "~~~~" : "```";
            block(fence + "\n" + clean + "\n" + fence);
        }
    }

    /** Writes what is Markdown already. */
    void markdown(String content) {
        String clean = clean(content).strip();
        if (!clean.isEmpty()) {
            block(clean);
        }
    }

    /** Writes text as it is, for documents that are no Markdown. */
    void plain(String content) {
        if (!content.isEmpty()) {
            separate("");
            append(clean(content));
            lastBlock = Block.OTHER;
        }
    }

    /** Ends the page that was written until now; it may be empty. */
    void endPage() {
        append(text.isEmpty() ? "\f" : "\n\f");
        lastBlock = Block.PAGE_BREAK;
    }

    private void block(String content) {
        separate("\n\n");
        append(content);
        lastBlock = Block.OTHER;
    }

    private enum Block {
        NONE,
        ITEM,
        PAGE_BREAK,
        OTHER
    }

    private Block lastBlock = Block.NONE;

    private boolean isItem() {
        return lastBlock == Block.ITEM;
    }

    private void separate(String between) {
        switch (lastBlock) {
            case NONE -> {}
            case PAGE_BREAK -> append("\n");
            case ITEM, OTHER -> append(between);
        }
    }

    private void append(String piece) {
        requireRoom(piece.length());
        text.append(piece);
    }

    void requireRoom(int more) {
        if (text.length() + (long) more > limit) {
            throw ParseRefusals.textTooLarge(limit);
        }
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Tells whether nothing of what was written can be read. */
    boolean isBlank() {
        return text.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    String text() {
        return text.toString();
    }

    /** Puts text into one line, with single spaces. */
    static String inline(String content) {
        return SPACES.matcher(clean(content)).replaceAll(" ").strip();
    }

    /** Removes what can't be stored or would be taken for the end of a page: other control characters, halves of surrogate pairs, soft hyphens. */
    static String clean(String content) {
        StringBuilder clean = null;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < content.length()
                    && Character.isLowSurrogate(content.charAt(i + 1));
            boolean keep = pair || !(Character.isSurrogate(c) || isControl(c) || c == SOFT_HYPHEN);
            if (!keep && clean == null) {
                clean = new StringBuilder(content.length()).append(content, 0, i);
            }
            if (clean != null && c != SOFT_HYPHEN) {
                clean.append(keep ? c : ' ');
                if (pair) {
                    clean.append(content.charAt(i + 1));
                }
            }
            i += pair ? 1 : 0;
        }
        return clean == null ? content : clean.toString();
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
    }
}
