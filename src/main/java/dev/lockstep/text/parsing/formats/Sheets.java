package dev.lockstep.text.parsing.formats;

import org.jsoup.nodes.Element;

/** Writes the sheets of a workbook that was made a page: each is a section, each row a line that names its columns. */
final class Sheets {

    private Sheets() {}

    static void write(Element part, TextWriter text, ParseLimits limits) {
        if (part.normalName().equals("table")) {
            table(part, text);
        } else if (part.selectFirst("table, h1") == null) {
            new HtmlBlocks(text, limits, HtmlBlocks.Scope.EVERYTHING).write(part);
        } else if (part.normalName().equals("h1")) {
            text.heading(1, part.text());
        } else {
            part.children().forEach(child -> write(child, text, limits));
        }
    }

    private static void table(Element table, TextWriter text) {
        Records records = new Records(text::paragraph);
        for (Element row : table.select("tr")) {
            records.row(row.select("td, th").stream().map(Element::text).toList());
        }
        records.end();
    }
}
