package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads workbooks as a stream: each sheet is a section, each row a line that names its columns. Hidden sheets are read, too: what is in
 * them is in the workbook. Below the rows of a sheet stand its comments, text boxes and charts.
 */
final class XlsxReader {

    private static final String TYPE = DocumentType.XLSX.mediaType();

    private final OpenXmlParts parts;
    private final TextWriter text;
    private final OpenXmlGraphics graphics;
    private final DocumentProperties found = new DocumentProperties(TYPE);

    XlsxReader(OpenXmlParts parts) {
        this.parts = parts;
        this.text = new TextWriter(parts.limits());
        this.graphics = new OpenXmlGraphics(parts, text);
    }

    ParsedDocument read() throws IOException {
        parts.describe(found);
        String main = parts.main("xl/workbook.xml");
        XmlNode workbook = parts.require(main);
        Map<String, OpenXmlParts.Reference> references = parts.references(main);
        SheetCells cells = SheetCells.of(parts, main, workbook);
        for (XmlNode sheet : workbook.all("sheet").toList()) {
            OpenXmlParts.Reference reference = references.get(sheet.attribute(XmlNode.RELATION));
            if (reference != null && parts.has(reference.target())) {
                text.heading(1, sheet.attribute("name"));
                if (reference.type().equals("worksheet")) {
                    rows(reference.target(), cells);
                }
                beside(reference.target());
            }
        }
        return Reader.markdown(TYPE, text, found);
    }

    private void rows(String sheet, SheetCells cells) throws IOException {
        MergedCells merged = MergedCells.of(parts, sheet);
        Records records = new Records(text::paragraph);
        try (InputStream bytes = parts.open(sheet)) {
            XMLStreamReader xml = XmlNode.stream(bytes);
            int row = 0;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("row")) {
                    String number = xml.getAttributeValue(null, "r");
                    int next = number == null ? row + 1 : Digits.read(number, CellNames.MOST_DIGITS, row + 1);
                    if (next > row + 1) {
                        records.row(List.of());
                    }
                    row = next;
                    records.row(merged.filled(row, row(xml, cells)));
                }
            }
        } catch (XMLStreamException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
        records.end();
    }

    private List<String> row(XMLStreamReader xml, SheetCells cells) throws XMLStreamException {
        List<String> row = new ArrayList<>();
        while (!(xml.next() == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("row"))) {
            if (xml.isStartElement() && xml.getLocalName().equals("c")) {
                String reference = xml.getAttributeValue(null, "r");
                int column = reference == null ? row.size() : CellNames.column(reference);
                String type = xml.getAttributeValue(null, "t");
                String style = xml.getAttributeValue(null, "s");
                while (row.size() < column) {
                    row.add("");
                }
                row.add(cells.text(type, style, XmlNode.element(xml, parts.limits())));
            }
        }
        return row;
    }

    /** Writes what a sheet has beside its cells. */
    private void beside(String sheet) throws IOException {
        for (OpenXmlParts.Reference reference : parts.references(sheet).values()) {
            XmlNode part =
                    switch (reference.type()) {
                        case "comments", "drawing" -> parts.read(reference.target());
                        default -> null;
                    };
            if (part != null && reference.type().equals("comments")) {
                part.all("comment")
                        .forEach(comment -> text.paragraph(
                                "Comment on " + comment.attribute("ref") + ": " + SheetCells.words(comment)));
            } else if (part != null) {
                part.all("txBody").forEach(box -> text.paragraph(DrawingText.of(box)));
                graphics.write(part, parts.references(reference.target()));
            }
        }
    }
}
