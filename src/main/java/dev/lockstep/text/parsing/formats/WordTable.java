package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table of Word, whose cells and rows may lie in controls, and whose cells may span others or hold tables. */
final class WordTable {

    private static final Set<String> GONE = Set.of("del", "moveFrom");

    private static final int MOST_COLUMNS = 500;

    private static final int MOST_DIGITS = 4;

    private final WordNotes notes;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<XmlNode> drawings = new ArrayList<>();
    private @Nullable XmlNode onlyCell;

    private WordTable(WordNotes notes) {
        this.notes = notes;
    }

    static WordTable of(XmlNode table, WordNotes notes) {
        WordTable read = new WordTable(notes);
        List<XmlNode> cells =
                within(table, "tr").flatMap(row -> within(row, "tc")).limit(2).toList();
        if (cells.size() == 1) {
            read.onlyCell = cells.get(0);
        } else {
            within(table, "tr").forEach(read::row);
        }
        return read;
    }

    List<List<String>> rows() {
        return rows;
    }

    List<XmlNode> drawings() {
        return drawings;
    }

    /** Returns the one cell of a table that has no other; else null. */
    @Nullable
    XmlNode onlyCell() {
        return onlyCell;
    }

    /** Finds rows or cells, within whatever control, but not those of a table within. */
    private static Stream<XmlNode> within(XmlNode node, String wanted) {
        return node.children().stream()
                .filter(child -> !GONE.contains(child.name()))
                .flatMap(child -> child.name().equals(wanted)
                        ? Stream.of(child).filter(one -> one.at(one.name() + "Pr", "del") == null)
                        : child.name().equals("tbl") || child.name().equals("p") ? Stream.of() : within(child, wanted));
    }

    private void row(XmlNode row) {
        List<String> cells = new ArrayList<>();
        skip(Digits.read(row.value("trPr", "gridBefore"), MOST_DIGITS, 0), cells);
        within(row, "tc").forEach(cell -> {
            XmlNode merge = cell.at("tcPr", "vMerge");
            boolean goesOn = merge != null && !merge.attribute("val").equals("restart");
            cells.add(goesOn ? above(cells.size()) : words(cell));
            skip(Digits.read(cell.value("tcPr", "gridSpan"), MOST_DIGITS, 1) - 1, cells);
        });
        rows.add(cells);
    }

    private static void skip(int columns, List<String> cells) {
        for (int i = 0; i < Math.min(columns, MOST_COLUMNS); i++) {
            cells.add("");
        }
    }

    private String above(int column) {
        List<String> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
        return column < last.size() ? last.get(column) : "";
    }

    /** Puts all that a cell says into one line; the cells and rows of a table within are divided by signs. */
    private String words(XmlNode block) {
        StringBuilder words = new StringBuilder();
        for (XmlNode child : block.children()) {
            String said =
                    switch (child.name()) {
                        case "p" -> paragraph(child);
                        case "tbl" ->
                            within(child, "tr")
                                    .map(row ->
                                            within(row, "tc").map(this::words).collect(Collectors.joining(", ")))
                                    .collect(Collectors.joining("; "));
                        case "AlternateContent" -> words(Alternatives.of(child));
                        case "tcPr", "del", "moveFrom" -> "";
                        default -> words(child);
                    };
            words.append(words.isEmpty() || said.isBlank() ? "" : " ").append(said.strip());
        }
        return words.toString();
    }

    private String paragraph(XmlNode paragraph) {
        WordText read = WordText.of(paragraph, notes);
        drawings.addAll(read.drawings());
        return Stream.concat(Stream.of(read.text()), read.boxes().stream().map(this::words))
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining(" "));
    }
}
