package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values that are divided by commas, or by whatever divides the first lines. */
final class CsvReader implements Reader {

    /** So many lines show what divides them. */
    private static final int LINES = 20;

    /** A comma comes first and loses: where another divides the lines as evenly, it is part of numbers. */
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /** Excel is told so what divides the file; it is no row. */
    private static final Pattern INSTRUCTION = Pattern.compile("(?i)\"?sep=(.)\"?[ \\t]*(?:\\r\\n|\\r|\\n|$)");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\r\\n]*\"");

    private static final String COMMENT = "#";

    private final DocumentType type;

    CsvReader(DocumentType type) {
        this.type = type;
    }

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        TextWriter text = new TextWriter(limits);
        String all = text(source, limits);
        Matcher instruction = INSTRUCTION.matcher(all);
        boolean instructed = instruction.lookingAt();
        String rows = instructed ? all.substring(instruction.end()) : all;
        char delimiter =
                instructed ? instruction.group(1).charAt(0) : type == DocumentType.TSV ? '\t' : delimiter(rows);
        write(new CsvRows(rows, delimiter), line -> text.plain(text.isEmpty() ? line : "\n\n" + line));
        return Reader.plain(source.mediaType(), text, new DocumentProperties(source.mediaType()));
    }

    private static String text(Source source, ParseLimits limits) throws IOException {
        if (source.content().size() > BoundedText.most(limits)) {
            throw ParseRefusals.textTooLarge(limits.textLength());
        }
        try (InputStream bytes = source.content().open()) {
            return Charsets.text(bytes.readAllBytes(), source.charset());
        }
    }

    /** Comments before the rows stay lines of their own, unless the last of them names the columns. */
    private static void write(CsvRows rows, Consumer<String> lines) {
        Records records = new Records(lines);
        List<List<String>> comments = new ArrayList<>();
        boolean begun = false;
        while (rows.hasNext()) {
            List<String> row = rows.next();
            boolean comment = row.get(0).startsWith(COMMENT);
            if (!begun && comment) {
                comments.add(row);
                continue;
            }
            if (!begun && !isBlank(row)) {
                begun = true;
                comments(comments, row.size(), records, lines);
            }
            if (comment && row.size() == 1) {
                records.remark(TextWriter.inline(row.get(0).substring(1)));
            } else if (!isBlank(row)) {
                records.row(row);
            }
        }
        comments(begun ? List.of() : comments, 0, records, lines);
        records.end();
    }

    private static void comments(List<List<String>> comments, int width, Records records, Consumer<String> lines) {
        for (int i = 0; i < comments.size(); i++) {
            List<String> row = new ArrayList<>(comments.get(i));
            row.set(0, row.get(0).replaceFirst("^#+\\s*", ""));
            if (i == comments.size() - 1 && width > 1 && row.size() == width) {
                records.row(row);
            } else if (!isBlank(row)) {
                lines.accept(TextWriter.inline(String.join(", ", row)));
            }
        }
    }

    private static boolean isBlank(List<String> row) {
        return row.stream().allMatch(String::isBlank);
    }

    /** The delimiter is the one that, outside of quotes, the most lines have as often as the first of them. */
    private static char delimiter(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                .limit(LINES)
                .map(line -> QUOTED.matcher(line).replaceAll(""))
                .toList();
        return DELIMITERS.stream()
                .filter(candidate -> lines.stream().anyMatch(line -> count(line, candidate) > 0))
                .max(Comparator.comparingLong((Character candidate) -> agreeing(lines, candidate))
                        .thenComparing(candidate -> candidate != ',')
                        .thenComparingLong(candidate -> count(lines.get(0), candidate)))
                .orElse(',');
    }

    private static long agreeing(List<String> lines, char candidate) {
        long first = count(lines.get(0), candidate);
        return first == 0
                ? 0
                : lines.stream().filter(line -> count(line, candidate) == first).count();
    }

    private static long count(String line, char candidate) {
        return line.chars().filter(c -> c == candidate).count();
    }
}
