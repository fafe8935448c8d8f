package dev.lockstep.text.parsing.formats;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hslf.usermodel.HSLFTextBox;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Small documents in the formats before Open XML, in RTF and in OpenDocument. */
final class OlderSamples {

    private OlderSamples() {}

    static byte[] rtf() {
        return """
                {\\rtf1\\ansi\\ansicpg1252{\\info{\\title Harbours}{\\author Ada Lovelace}}
                {\\fonttbl{\\f0 Times;}}\\f0 The harbour of L\\u252\\'fcbeck.\\par
                {\\b Bold} and plain.\\par
                \\trowd\\cellx1000\\cellx2000 Year\\intbl\\cell Ships\\intbl\\cell\\row
                \\trowd\\cellx1000\\cellx2000 1815\\intbl\\cell 12\\intbl\\cell\\row
                \\pard The end.\\par}""".getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] xls() throws IOException {
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            HSSFSheet sheet = workbook.createSheet("Ships");
            row(sheet.createRow(0), "name", "built");
            row(sheet.createRow(1), "Beagle", "in 1820");
            row(sheet.createRow(2), "Victory", "in 1765");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            workbook.write(bytes);
            return bytes.toByteArray();
        }
    }

    private static void row(HSSFRow row, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
    }

    static byte[] ppt() throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            for (String title : new String[] {"Harbours", "Ships"}) {
                HSLFSlide slide = show.createSlide();
                slide.addTitle().setText(title);
                HSLFTextBox box = slide.createTextBox();
                box.setText("All about " + title);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            show.write(bytes);
            return bytes.toByteArray();
        }
    }

    /** A message of Outlook: each property is an entry, named by its number and its type, 001F for text. */
    static byte[] msg() throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("001A", "IPM.Note");
        properties.put("0037", "The new harbour");
        properties.put("0C1A", "Ada Lovelace");
        properties.put("0E04", "Charles Babbage");
        properties.put("1000", "Dear Charles,\r\nthe harbour is open.\r\n");
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            ByteArrayOutputStream index = new ByteArrayOutputStream();
            index.write(new byte[32]);
            for (Map.Entry<String, String> property : properties.entrySet()) {
                byte[] value = property.getValue().getBytes(StandardCharsets.UTF_16LE);
                Object unused = container.createDocument(
                        new ByteArrayInputStream(value), "__substg1.0_" + property.getKey() + "001F");
            }
            Object unused =
                    container.createDocument(new ByteArrayInputStream(index.toByteArray()), "__properties_version1.0");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            container.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    static byte[] odt() throws IOException {
        return openDocument("text", """
                <text:h text:outline-level="1">Harbours</text:h>
                <text:p>The harbour of Lübeck<text:note><text:note-citation>1</text:note-citation><text:note-body>\
                <text:p>Founded in 1143.</text:p></text:note-body></text:note> is old.</text:p>
                <text:list><text:list-item><text:p>one quay</text:p></text:list-item></text:list>
                <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>\
                <table:table-cell><text:p>Ships</text:p></table:table-cell></table:table-row>\
                <table:table-row><table:table-cell><text:p>1815</text:p></table:table-cell>\
                <table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>
                """);
    }

    static byte[] ods() throws IOException {
        return openDocument("spreadsheet", """
                <table:table table:name="Ships"><table:table-row><table:table-cell><text:p>name</text:p></table:table-cell>\
                <table:table-cell><text:p>home</text:p></table:table-cell></table:table-row>\
                <table:table-row><table:table-cell><text:p>Beagle</text:p></table:table-cell>\
                <table:table-cell><text:p>Plymouth</text:p></table:table-cell></table:table-row></table:table>
                """);
    }

    static byte[] odp() throws IOException {
        return openDocument("presentation", """
                <draw:page><draw:frame><draw:text-box><text:p>Harbours</text:p></draw:text-box></draw:frame></draw:page>
                <draw:page><draw:frame><draw:text-box><text:p>Ships</text:p></draw:text-box></draw:frame></draw:page>
                """);
    }

    private static byte[] openDocument(String kind, String body) throws IOException {
        String name = "urn:oasis:names:tc:opendocument:xmlns:";
        String content = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"" + name
                + "office:1.0\" xmlns:text=\"" + name + "text:1.0\" xmlns:table=\"" + name + "table:1.0\" xmlns:draw=\""
                + name + "drawing:1.0\"><office:body><office:" + kind + ">" + body + "</office:" + kind
                + "></office:body></office:document-content>";
        String meta = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-meta xmlns:office=\"" + name
                + "office:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"" + name
                + "meta:1.0\"><office:meta><dc:title>About harbours</dc:title><meta:initial-creator>Ada Lovelace"
                + "</meta:initial-creator><meta:creation-date>2024-03-01T10:00:00</meta:creation-date></office:meta>"
                + "</office:document-meta>";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "mimetype", "application/vnd.oasis.opendocument." + kind);
            entry(zip, "content.xml", content);
            entry(zip, "meta.xml", meta);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
