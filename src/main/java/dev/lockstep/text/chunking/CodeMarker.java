package dev.lockstep.text.chunking;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the atoms of a program where its lines and blocks begin, in whatever language: by how deep lines are indented,
 * and by blank lines. Where nothing is indented, curly brackets say how deep a line is.
 *
 * <p>Something begins after a blank line, and where a line is less deep than the one before; but not with what closes or
 * continues a block. How good it is to break there depends on the depth.
 */
final class CodeMarker {

    private static final int TAB = 4;

    /** A line that begins like this closes or continues a block, so it belongs to what stands before it. */
    private static final Pattern CLOSES = Pattern.compile(
            "\\s*(?:[})\\]{]|(?:end|fi|done|esac|else|elif|elsif|elseif|except|catch|finally|rescue|ensure|until)\\b).*",
            Pattern.DOTALL);

    private final Atoms atoms;
    private final List<Line> lines;
    private final boolean indented;
    /** The indentations of the blocks that are open, innermost last. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private int brackets;

    CodeMarker(String text, Atoms atoms) {
        this.atoms = atoms;
        this.lines = Line.of(text);
        this.indented = lines.stream().anyMatch(line -> !line.isBlank() && width(line.text()) > 0);
    }

    void mark() {
        int before = 0;
        boolean apart = true;
        for (Line line : lines) {
            if (line.isBlank()) {
                apart = true;
                continue;
            }
            int depth = indented ? depthByIndentation(line.text()) : depthByBrackets(line.text());
            boolean begins =
                    (apart || depth < before) && !CLOSES.matcher(line.text()).matches();
            atoms.raise(line.start(), begins ? at(depth) : Break.SENTENCE);
            before = depth;
            apart = false;
        }
    }

    private static Break at(int depth) {
        return switch (depth) {
            case 0 -> Break.PARAGRAPH;
            case 1 -> Break.MEMBER;
            default -> Break.PART;
        };
    }

    private int depthByIndentation(String line) {
        int width = width(line);
        while (!open.isEmpty() && open.getLast() >= width) {
            open.removeLast();
        }
        int depth = open.size();
        open.addLast(width);
        return depth;
    }

    private static int width(String line) {
        int width = 0;
        for (int i = 0; i < line.length() && Character.isWhitespace(line.charAt(i)); i++) {
            width += line.charAt(i) == '\t' ? TAB - width % TAB : 1;
        }
        return width;
    }

    /** Returns the depth at the line's beginning. Strings are passed over within their line, and so are comments to its end. */
    private int depthByBrackets(String line) {
        int depth = Math.max(0, CLOSES.matcher(line).matches() && line.startsWith("}") ? brackets - 1 : brackets);
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '/' && line.startsWith("//", i)) {
                return depth;
            } else if (c == '{') {
                brackets++;
            } else if (c == '}') {
                brackets = Math.max(0, brackets - 1);
            }
        }
        return depth;
    }
}
