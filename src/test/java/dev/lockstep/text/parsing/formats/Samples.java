package dev.lockstep.text.parsing.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTDecimalNumber;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPr;

/** Documents of each format, made here. */
public final class Samples {

    private Samples() {}

    /** A page for each text; an empty one has nothing on it. */
    public static byte[] pdf(String... pages) throws IOException {
        try (PDDocument pdf = document(pages)) {
            return bytes(pdf);
        }
    }

    public static byte[] lockedPdf(String userPassword, AccessPermission permission) throws IOException {
        try (PDDocument pdf = document("Secret otters")) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", userPassword, permission);
            policy.setEncryptionKeyLength(128);
            pdf.protect(policy);
            return bytes(pdf);
        }
    }

    private static PDDocument document(String... pages) throws IOException {
        PDDocument pdf = new PDDocument();
        pdf.getDocumentInformation().setTitle("On otters");
        pdf.getDocumentInformation().setAuthor("Ada Lovelace");
        Calendar made = new GregorianCalendar(2024, Calendar.MARCH, 5, 12, 0, 0);
        made.setTimeZone(TimeZone.getTimeZone("UTC"));
        pdf.getDocumentInformation().setCreationDate(made);
        pdf.getDocumentCatalog().setLanguage("en-GB");
        for (String text : pages) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            if (text.isEmpty()) {
                continue;
            }
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.setLeading(14);
                content.newLineAtOffset(50, 700);
                for (String line : text.split("\n")) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
        }
        return pdf;
    }

    private static byte[] bytes(PDDocument pdf) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pdf.save(out);
        return out.toByteArray();
    }

    public static byte[] docx() throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            document.getProperties().getCoreProperties().setTitle("Handbook");
            document.getProperties().getCoreProperties().setCreator("Grace Hopper");
            document.getProperties()
                    .getCoreProperties()
                    .setCreated(java.util.Optional.of(
                            java.util.Date.from(java.time.Instant.parse("2023-02-01T10:00:00Z"))));
            write(document, "Heading1", "Leave");
            write(document, null, "Everyone has 30 days.");
            write(document, "Heading2", "Parental leave");
            XWPFParagraph item = document.createParagraph();
            item.createRun().setText("Up to 14 months");
            CTPPr properties = item.getCTP().isSetPPr()
                    ? item.getCTP().getPPr()
                    : item.getCTP().addNewPPr();
            CTDecimalNumber list = properties.addNewNumPr().addNewNumId();
            list.setVal(java.math.BigInteger.ONE);
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("Team");
            table.getRow(0).getCell(1).setText("Days");
            table.getRow(1).getCell(0).setText("People");
            table.getRow(1).getCell(1).setText("31");
            return written(document::write);
        }
    }

    private static void write(XWPFDocument document, String style, String text) {
        XWPFParagraph paragraph = document.createParagraph();
        if (style != null) {
            paragraph.setStyle(style);
        }
        paragraph.createRun().setText(text);
    }

    public static byte[] pptx() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            show.getProperties().getCoreProperties().setTitle("All hands");
            XSLFSlide first = show.createSlide();
            XSLFTextBox title = first.createTextBox();
            title.setPlaceholder(Placeholder.TITLE);
            title.setText("Welcome");
            first.createTextBox().setText("Otters first.");
            show.createSlide();
            show.createSlide().createTextBox().setText("The end.");
            return written(show::write);
        }
    }

    public static byte[] xlsx() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            workbook.getProperties().getCoreProperties().setTitle("Staff");
            row(workbook.createSheet("People"), 0, "Name", "Born");
            row(workbook.getSheet("People"), 1, "Ada", 1815);
            row(workbook.getSheet("People"), 3, "Grace", 1906);
            row(workbook.createSheet("Notes"), 0, "# no heading");
            return written(workbook::write);
        }
    }

    private static void row(XSSFSheet sheet, int index, Object... cells) {
        XSSFRow row = sheet.createRow(index);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof Integer number) {
                row.createCell(i).setCellValue(number);
            } else {
                row.createCell(i).setCellValue(cells[i].toString());
            }
        }
    }

    /** A Word document as Word writes it when a password is set. */
    public static byte[] lockedDocx() throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var out = encryptor.getDataStream(container)) {
                out.write(docx());
            } catch (java.security.GeneralSecurityException e) {
                throw new IOException(e);
            }
            return written(container::writeFilesystem);
        }
    }

    /** The old format of Word, as far as anybody looks at it. */
    public static byte[] doc() throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            var entry = container
                    .getRoot()
                    .createDocument("WordDocument", new java.io.ByteArrayInputStream(new byte[] {1, 2, 3}));
            if (entry.getSize() != 3) {
                throw new IOException("not written");
            }
            return written(container::writeFilesystem);
        }
    }

    public static byte[] epub(List<String> chapters) throws IOException {
        StringBuilder manifest = new StringBuilder();
        StringBuilder spine = new StringBuilder();
        Zip zip = new Zip().part("mimetype", "application/epub+zip");
        for (int i = 0; i < chapters.size(); i++) {
            manifest.append(
                    "<item id='c%d' href='text/c%%20%d.xhtml' media-type='application/xhtml+xml'/>".formatted(i, i));
            spine.append("<itemref idref='c%d'/>".formatted(i));
            zip = zip.part("OPS/text/c " + i + ".xhtml", chapters.get(i));
        }
        return zip.part(
                        "META-INF/container.xml",
                        "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>")
                .part("OPS/book.opf", """
                        <package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>
                        <dc:title>The Otter</dc:title><dc:creator>A. Lutra</dc:creator><dc:creator>B. Lutra</dc:creator>
                        <dc:language>en</dc:language><dc:date>2021-06-01</dc:date></metadata>
                        <manifest>%s</manifest><spine>%s</spine></package>""".formatted(manifest, spine))
                .bytes();
    }

    public static byte[] email() {
        return String.join(
                        "\r\n",
                        "From: Ada <ada@example.org>",
                        "To: grace@example.org",
                        "Subject: =?utf-8?q?=C3=96tter?=",
                        "Date: Tue, 5 Mar 2024 12:00:00 +0100",
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/mixed; boundary=b",
                        "",
                        "--b",
                        "Content-Type: multipart/alternative; boundary=c",
                        "",
                        "--c",
                        "Content-Type: text/plain; charset=utf-8",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "Hello =C3=BC.",
                        "",
                        "Bye.",
                        "--c",
                        "Content-Type: text/html",
                        "",
                        "<p>Hello</p>",
                        "--c--",
                        "--b",
                        "Content-Type: application/pdf; name=a.pdf",
                        "Content-Disposition: attachment; filename=a.pdf",
                        "",
                        "xx",
                        "--b--",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** An archive. */
    public static final class Zip {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ZipOutputStream zip = new ZipOutputStream(out);

        public Zip part(String name, String text) throws IOException {
            return part(name, text.getBytes(StandardCharsets.UTF_8), 1);
        }

        public Zip part(String name, byte[] content, int times) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            for (int i = 0; i < times; i++) {
                zip.write(content);
            }
            zip.closeEntry();
            return this;
        }

        public byte[] bytes() throws IOException {
            zip.close();
            return out.toByteArray();
        }
    }

    private interface Writing {
        void to(java.io.OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toByteArray();
    }
}
