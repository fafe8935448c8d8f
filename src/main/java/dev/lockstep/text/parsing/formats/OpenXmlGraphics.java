package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of charts and of SmartArt, which are parts of their own in documents of Office. */
final class OpenXmlGraphics {

    private final OpenXmlParts parts;
    private final TextWriter text;

    OpenXmlGraphics(OpenXmlParts parts, TextWriter text) {
        this.parts = parts;
        this.text = text;
    }

    /** Writes the charts and diagrams that are anywhere within an element of a part. */
    void write(XmlNode drawing, Map<String, OpenXmlParts.Reference> references) throws IOException {
        Set<String> targets = new LinkedHashSet<>();
        drawing.all("chart").forEach(chart -> target(chart.attribute(XmlNode.RELATION), references, targets));
        drawing.all("relIds").forEach(diagram -> target(diagram.attribute("dm"), references, targets));
        for (String target : targets) {
            XmlNode part = parts.read(target);
            if (part != null && part.name().equals("dataModel")) {
                diagram(part);
            } else if (part != null) {
                chart(part);
            }
        }
    }

    private static void target(String id, Map<String, OpenXmlParts.Reference> references, Set<String> targets) {
        if (references.containsKey(id)) {
            targets.add(references.get(id).target());
        }
    }

    private void diagram(XmlNode model) {
        model.all("pt").forEach(point -> {
            XmlNode words = point.child("t");
            if (words != null && !point.attribute("type").equals("pres")) {
                text.item(0, DrawingText.of(words));
            }
        });
    }

    /** Writes the titles of a chart, and its figures as a table: a row for each category, a column for each series. */
    private void chart(XmlNode part) {
        part.all("title").map(DrawingText::of).filter(title -> !title.isBlank()).forEach(text::paragraph);
        List<XmlNode> series = part.all("ser").toList();
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(""));
        List<String> categories = series.stream()
                .map(one -> points(one, "cat", "xVal"))
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<List<String>> values =
                series.stream().map(one -> points(one, "val", "yVal")).toList();
        series.forEach(one -> names.add(points(one, "tx", "tx").stream().collect(Collectors.joining(" "))));
        rows.add(names);
        int most = Math.max(
                categories.size(), values.stream().mapToInt(List::size).max().orElse(0));
        for (int i = 0; i < most; i++) {
            List<String> row = new ArrayList<>(List.of(i < categories.size() ? categories.get(i) : ""));
            for (List<String> column : values) {
                row.add(i < column.size() ? column.get(i) : "");
            }
            rows.add(row);
        }
        if (rows.size() > 1 || names.size() > 1) {
            text.table(rows, true);
        }
    }

    private static List<String> points(XmlNode series, String name, String otherName) {
        XmlNode points = series.child(name) == null ? series.child(otherName) : series.child(name);
        return points == null
                ? List.of()
                : points.all("v").map(value -> TextWriter.inline(value.text())).toList();
    }
}
