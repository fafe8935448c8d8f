package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jsoup.nodes.Element;

/** A table of a page. */
final class HtmlTable {

    private HtmlTable() {}

    /** @param words what a cell says */
    static void write(Element table, TextWriter text, Function<Element, String> words) {
        TableGrid grid = new TableGrid();
        List<Boolean> headings = new ArrayList<>();
        for (Element row : table.select("tr")) {
            List<Element> cells =
                    row.children().stream().filter(cell -> cell.is("td, th")).toList();
            cells.forEach(cell ->
                    grid.cell(TextWriter.inline(words.apply(cell)), span(cell, "colspan"), span(cell, "rowspan")));
            headings.add((row.parent() != null && row.parent().normalName().equals("thead"))
                    || (cells.size() > 1
                            && cells.stream().allMatch(cell -> cell.normalName().equals("th"))));
            grid.endRow();
        }
        write(grid.rows(), headings, text);
    }

    /** What a page marks as names is believed; what it does not mark may be names all the same. */
    private static void write(List<List<String>> rows, List<Boolean> headings, TextWriter text) {
        int first = 0;
        while (first < rows.size() && rows.get(first).stream().allMatch(String::isEmpty)) {
            first++;
        }
        List<List<String>> said = rows.stream()
                .filter(row -> !row.stream().allMatch(String::isEmpty))
                .toList();
        text.table(said, first < rows.size() && headings.get(first));
    }

    private static int span(Element cell, String attribute) {
        try {
            int span = Integer.parseInt(cell.attr(attribute).strip());
            // To the end of the table, as HTML has it.
            return span == 0 && attribute.equals("rowspan") ? Integer.MAX_VALUE : Math.max(1, span);
        } catch (NumberFormatException none) {
            return 1;
        }
    }
}
