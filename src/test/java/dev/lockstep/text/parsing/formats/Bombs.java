package dev.lockstep.text.parsing.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
