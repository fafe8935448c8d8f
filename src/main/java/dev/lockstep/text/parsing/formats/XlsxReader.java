package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFReader.SheetIterator;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.xmlbeans.XmlException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Reads workbooks as a stream: each sheet is a section, each row a line that names its columns. */
final class XlsxReader {

    private final TextWriter text;
    private final DocumentProperties found = new DocumentProperties(DocumentType.XLSX.mediaType());

    XlsxReader(ParseLimits limits) {
        this.text = new TextWriter(limits);
    }

    ParsedDocument read(Path file) throws IOException {
        try (OPCPackage parts = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            DocxReader.describe(new POIXMLProperties(parts), found);
            XSSFReader workbook = new XSSFReader(parts);
            ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(parts);
            SheetIterator sheets = (SheetIterator) workbook.getSheetsData();
            while (sheets.hasNext()) {
                try (InputStream sheet = sheets.next()) {
                    text.heading(1, sheets.getSheetName());
                    read(sheet, workbook, strings);
                }
            }
        } catch (OpenXML4JException | XmlException | SAXException | ParserConfigurationException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
        return Reader.markdown(DocumentType.XLSX.mediaType(), text, found);
    }

    private void read(InputStream sheet, XSSFReader workbook, ReadOnlySharedStringsTable strings)
            throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        Rows rows = new Rows(new Records(text::paragraph));
        XMLReader xml = XMLHelper.newXMLReader();
        xml.setContentHandler(new XSSFSheetXMLHandler(workbook.getStylesTable(), strings, rows, false));
        xml.parse(new InputSource(sheet));
        rows.records.end();
    }

    private static final class Rows implements SheetContentsHandler {

        private final Records records;
        private List<String> cells = new ArrayList<>();

        private Rows(Records records) {
            this.records = records;
        }

        @Override
        public void startRow(int row) {
            cells = new ArrayList<>();
        }

        @Override
        public void cell(@Nullable String reference, @Nullable String value, @Nullable XSSFComment comment) {
            int column = reference == null ? cells.size() : new CellReference(reference).getCol();
            while (cells.size() < column) {
                cells.add("");
            }
            cells.add(value == null ? "" : value);
        }

        @Override
        public void endRow(int row) {
            records.row(cells);
        }
    }
}
