package dev.lockstep.text.parsing.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/** Documents that were made to do harm. */
public final class Bombs {

    private Bombs() {}

    /** A Word document whose main part is this. */
    public static byte[] docxWith(String main) throws IOException {
        return new Samples.Zip()
                .part("[Content_Types].xml", """
                        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                        <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument\
                        .wordprocessingml.document.main+xml"/></Types>""")
                .part("_rels/.rels", """
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
                        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
                        Target="word/document.xml"/></Relationships>""")
                .part("word/document.xml", main)
                .bytes();
    }

    /** A few bytes that say "ha" a million million times. */
    public static byte[] billionLaughs() throws IOException {
        StringBuilder declared = new StringBuilder("<!ENTITY e0 'ha'>");
        for (int i = 1; i <= 12; i++) {
            declared.append("<!ENTITY e%d '%s'>".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
        }
        return docxWith(document(declared.toString(), "&e12;"));
    }

    /** A document that has something fetched when it is read. */
    public static byte[] externalEntity(String address) throws IOException {
        return docxWith(document("<!ENTITY e SYSTEM '" + address + "'>", "&e;"));
    }

    private static String document(String declared, String said) {
        return "<?xml version='1.0'?><!DOCTYPE w:document [" + declared + "]><w:document xmlns:w="
                + "'http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>" + said
                + "</w:t></w:r></w:p></w:body></w:document>";
    }

    /** An archive that unpacks to that many megabytes of zeros. */
    public static byte[] zip(int megabytes) throws IOException {
        return new Samples.Zip()
                .part("[Content_Types].xml", "<Types/>")
                .part("word/document.xml", new byte[1 << 20], megabytes)
                .bytes();
    }

    /** A Word document, small on disk, with a word of so many megabytes. */
    public static byte[] longWord(int megabytes) throws IOException {
        return docxWith("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
                + "<w:p><w:r><w:t>" + "a".repeat(megabytes << 20) + "</w:t></w:r></w:p></w:body></w:document>");
    }

    /** A page of 2 MB, for which jsoup takes minutes: each bold word is moved in front of the table, and opens all that were bold before. */
    public static byte[] quadraticHtml() {
        return "<table>a<b>".repeat(190_000).getBytes(StandardCharsets.US_ASCII);
    }

    /** A PDF that only the owners of some certificates can read; its bytes are as little as that takes. */
    public static byte[] pdfForCertificates() {
        return pdfEncrypted("/Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/StmF/A/StrF/A"
                + "/CF<</A<</CFM/AESV2/Recipients[<30>]>>>>/Recipients[<30>]");
    }

    /** A PDF that says this of how it is encrypted. */
    public static byte[] pdfEncrypted(String how) {
        List<String> objects = List.of(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
                "<<" + how + ">>");
        StringBuilder pdf = new StringBuilder("%PDF-1.6\n");
        StringBuilder places = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (String object : objects) {
            places.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append("%d 0 obj%sendobj\n".formatted(objects.indexOf(object) + 1, object));
        }
        int table = pdf.length();
        return pdf.append(places)
                .append("trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]>>\nstartxref\n%d\n%%%%EOF"
                        .formatted(table))
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One page that draws a form ten times, which draws a form ten times, and so on: it would take years. */
    public static byte[] endlessPdf() throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDFormXObject inner = form(pdf, null);
            for (int i = 0; i < 12; i++) {
                inner = form(pdf, inner);
            }
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.drawForm(inner);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            pdf.save(out);
            return out.toByteArray();
        }
    }

    private static PDFormXObject form(PDDocument pdf, PDFormXObject inner) throws IOException {
        PDFormXObject form = new PDFormXObject(pdf);
        form.setBBox(new PDRectangle(100, 100));
        PDResources resources = new PDResources();
        form.setResources(resources);
        if (inner != null) {
            String draw = "/" + resources.add(inner).getName() + " Do\n";
            try (OutputStream content = form.getContentStream().createOutputStream()) {
                content.write(draw.repeat(10).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return form;
    }
}
