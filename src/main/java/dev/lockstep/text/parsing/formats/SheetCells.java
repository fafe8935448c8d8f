package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the cells of a workbook say, by their types and formats. */
final class SheetCells {

    private static final int MOST_DIGITS = 9;

    private final List<String> shared;
    private final List<Integer> formats;
    private final CellNumbers numbers;

    private SheetCells(List<String> shared, List<Integer> formats, CellNumbers numbers) {
        this.shared = shared;
        this.formats = formats;
        this.numbers = numbers;
    }

    static SheetCells of(OpenXmlParts parts, String main, XmlNode workbook) throws IOException {
        List<String> shared = new ArrayList<>();
        String strings = parts.referred(main, "sharedStrings").orElse("xl/sharedStrings.xml");
        if (parts.has(strings)) {
            try (InputStream bytes = parts.open(strings)) {
                XmlNode.each(bytes, "sst", parts.limits(), one -> shared.add(words(one)));
            }
        }
        List<Integer> formats = new ArrayList<>();
        Map<Integer, String> own = new HashMap<>();
        XmlNode styles = parts.read(parts.referred(main, "styles").orElse("xl/styles.xml"));
        if (styles != null) {
            styles.all("numFmt")
                    .forEach(format -> own.put(number(format.attribute("numFmtId")), format.attribute("formatCode")));
            XmlNode cells = styles.child("cellXfs");
            if (cells != null) {
                cells.children().forEach(format -> formats.add(number(format.attribute("numFmtId"))));
            }
        }
        XmlNode properties = workbook.child("workbookPr");
        boolean from1904 = properties != null && Set.of("1", "true").contains(properties.attribute("date1904"));
        return new SheetCells(shared, formats, new CellNumbers(own, from1904));
    }

    private static int number(String text) {
        return Digits.read(text, MOST_DIGITS, 0);
    }

    /** Returns the text of a shared string, a cell or a comment, without guides to how it is pronounced. */
    static String words(XmlNode node) {
        return node.name().equals("t")
                ? node.text()
                : node.children().stream()
                        .filter(child -> !child.name().equals("rPh"))
                        .map(SheetCells::words)
                        .collect(Collectors.joining());
    }

    String text(@Nullable String type, @Nullable String style, XmlNode cell) {
        XmlNode value = cell.child("v");
        String said = value == null ? "" : value.text();
        return switch (type == null ? "n" : type) {
            case "s" -> shared(Digits.read(said, MOST_DIGITS, shared.size()));
            case "inlineStr" -> words(cell);
            case "b" -> said.equals("1") ? "TRUE" : said.equals("0") ? "FALSE" : said;
            case "str", "e" -> said;
            case "d" -> said.replaceFirst("T00:00(?::00(?:\\.0+)?)?Z?$", "").replace('T', ' ');
            default -> numbers.text(said, format(style));
        };
    }

    private String shared(int index) {
        return index < shared.size() ? shared.get(index) : "";
    }

    private int format(@Nullable String style) {
        int index = style == null ? 0 : number(style);
        return index < formats.size() ? formats.get(index) : 0;
    }
}
