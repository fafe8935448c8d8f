package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is read of a PDF beyond text that is drawn as it is read. */
class PdfReaderTest {

    private static final PDType1Font FONT = new PDType1Font(FontName.HELVETICA);

    /** Draws on a page. */
    private interface Drawing {
        void on(PDPageContentStream page) throws IOException;
    }

    private static byte[] pdf(int rotation, Drawing drawing) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            page.setRotation(rotation);
            pdf.addPage(page);
            try (PDPageContentStream stream = new PDPageContentStream(pdf, page)) {
                drawing.on(stream);
            }
            return bytes(pdf);
        }
    }

    private static byte[] bytes(PDDocument pdf) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pdf.save(bytes);
        return bytes.toByteArray();
    }

    private static void text(PDPageContentStream page, String text, double turn, float x, float y) throws IOException {
        page.beginText();
        page.setFont(FONT, 12);
        page.setTextMatrix(Matrix.getRotateInstance(Math.toRadians(turn), x, y));
        page.showText(text);
        page.endText();
    }

    private static String read(byte[] pdf) throws IOException {
        return ReaderTest.read(DocumentType.PDF, pdf).text();
    }

    @Test
    void linesAreInTheOrderOfReadingWhateverThatOfDrawingIs() throws IOException {
        byte[] pdf = pdf(0, page -> {
            text(page, "Third line.", 0, 72, 660);
            text(page, "Second line.", 0, 72, 680);
            text(page, "First line.", 0, 72, 700);
        });
        assertThat(read(pdf).replaceAll("\\s+", " ")).isEqualTo("First line. Second line. Third line.");
    }

    @Test
    void columnsStayApartWhenAPageIsDrawnUpwards() throws IOException {
        byte[] pdf = pdf(0, page -> {
            for (int i = 3; i > 0; i--) {
                text(page, "Right " + i + ".", 0, 320, 700 - 20 * i);
                text(page, "Left " + i + ".", 0, 72, 700 - 20 * i);
            }
            text(page, "A title over both of the columns of the page, which are below it.", 0, 72, 720);
        });
        assertThat(read(pdf).replaceAll("\\s+", " "))
                .isEqualTo("A title over both of the columns of the page, which are below it. Left 1. Left 2. Left 3."
                        + " Right 1. Right 2. Right 3.");
    }

    @Test
    void columnsThatAreDrawnOneAfterTheOtherStayAsTheyAre() throws IOException {
        byte[] pdf = pdf(0, page -> {
            for (int column = 0; column < 2; column++) {
                for (int i = 0; i < 4; i++) {
                    text(page, "Column " + column + " line " + i, 0, 72 + 250 * column, 700 - 15 * i);
                }
            }
        });
        assertThat(read(pdf)).containsSubsequence("Column 0 line 3", "Column 1 line 0", "Column 1 line 3");
    }

    @Test
    void turnedTextIsWordsAndLines() throws IOException {
        byte[] pdf = pdf(0, page -> {
            text(page, "Upright title.", 0, 72, 700);
            text(page, "Turned by a quarter.", 90, 100, 300);
            text(page, "The line after it.", 90, 115, 300);
            text(page, "On its head.", 180, 400, 200);
        });
        assertThat(read(pdf))
                .startsWith("Upright title.")
                .containsSubsequence("Turned by a quarter.", "The line after it.")
                .contains("On its head.");
    }

    @Test
    void aPageThatIsTurnedForReadingIsUpright() throws IOException {
        byte[] pdf = pdf(90, page -> {
            text(page, "The first line.", 90, 100, 100);
            text(page, "The second line.", 90, 115, 100);
        });
        assertThat(read(pdf).replaceAll("\\s+", " ")).isEqualTo("The first line. The second line.");
    }

    @Test
    void textThatIsDrawnTwiceToLookBoldIsThereOnce() throws IOException {
        byte[] pdf = pdf(0, page -> {
            text(page, "Bold words", 0, 72, 700);
            text(page, "Bold words", 0, 72.3f, 700);
        });
        assertThat(read(pdf)).isEqualTo("Bold words");
    }

    @Test
    void aFormSaysWhatWasEnteredAndAPageWhatIsRemarkedOnIt() throws IOException {
        byte[] form;
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            PDAcroForm fields = new PDAcroForm(pdf);
            PDResources fonts = new PDResources();
            fonts.put(COSName.HELV, FONT);
            fields.setDefaultResources(fonts);
            fields.setDefaultAppearance("/Helv 12 Tf 0 g");
            pdf.getDocumentCatalog().setAcroForm(fields);
            PDTextField field = new PDTextField(fields);
            field.setPartialName("fullname");
            fields.getFields().add(field);
            page.getAnnotations().add(field.getWidgets().get(0));
            field.setValue("Quentin Armadillo");
            PDAnnotationText note = new PDAnnotationText();
            note.setContents("Check this name.");
            page.getAnnotations().add(note);
            form = bytes(pdf);
        }
        assertThat(read(form)).contains("fullname: Quentin Armadillo", "Check this name.");
    }

    @Test
    void otherBytesMayStandBeforeIt() throws IOException {
        byte[] pdf = Samples.pdf("Words");
        byte[] mark = "\uFEFF\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(mark, mark.length + pdf.length);
        System.arraycopy(pdf, 0, both, mark.length, pdf.length);
        assertThat(read(both)).isEqualTo("Words");
    }

    @Test
    void whatIsCutOffIsNoScan() throws IOException {
        byte[] pdf = Samples.pdf("Words that are compressed somewhere in the middle of the file");
        for (int length = 200; length < pdf.length - 100; length += 97) {
            byte[] cut = Arrays.copyOf(pdf, length);
            try {
                assertThat(read(cut)).startsWith("Words");
            } catch (Rejected refused) {
                assertThat(refused.code()).as("%d bytes", length).isEqualTo(ErrorCode.DOCUMENT_CORRUPT);
            }
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(pdf, 200))).isInstanceOf(Rejected.class);
    }
}
