package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.recognition.PrintedPage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Documents whose pages are pictures. */
class ScannedDocumentTest {

    private static final String SENTENCE = "The ferry to the northern islands leaves every morning at seven o'clock";

    private static final RecognitionLimits ON = new RecognitionLimits(true, 2, 200, 3, 20_000_000);

    private final List<String> progress = new ArrayList<>();

    private ParsedDocument read(DocumentType type, String mediaType, byte[] bytes, RecognitionLimits recognition) {
        return Reader.readAny(
                type,
                new Reader.Source(new Content.InMemory(bytes), mediaType, null),
                new ParseLimits(100_000, 100, 8 << 20, 1_000, recognition),
                (done, all) -> progress.add(done + " of " + all));
    }

    private ParsedDocument pdf(byte[] bytes) {
        return read(DocumentType.PDF, "application/pdf", bytes, ON);
    }

    private ParsedDocument image(String mediaType, byte[] bytes) {
        return read(DocumentType.IMAGE, mediaType, bytes, ON);
    }

    private static Rejected refusal(Callable<ParsedDocument> reading) {
        return catchThrowableOfType(Rejected.class, reading::call);
    }

    private static BufferedImage scan(String... lines) {
        return new PrintedPage().write(60, 100, 12, lines).scan(150);
    }

    private static byte[] pdfOf(byte[] begin, BufferedImage... scans) throws IOException {
        try (PDDocument pdf = begin.length == 0 ? new PDDocument() : Loader.loadPDF(begin);
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (BufferedImage scan : scans) {
                PrintedPage.addTo(pdf, scan);
            }
            pdf.save(out);
            return out.toByteArray();
        }
    }

    @Test
    void scannedPagesStandBetweenTheOthersWithTheirNumbers() throws IOException {
        byte[] file = pdfOf(Samples.pdf("Page one", "Page two"), scan(SENTENCE), scan());

        ParsedDocument read = pdf(file);

        assertThat(read.text()).isEqualTo("Page one\n\f\nPage two\n\f\n" + SENTENCE + "\n\f");
        assertThat(read.metadata())
                .containsEntry("pages", 4)
                .containsEntry("recognized_pages", List.of("3"))
                .extractingByKey("page_confidences")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .singleElement()
                .satisfies(percent -> assertThat(Integer.parseInt(percent)).isBetween(80, 100));
        assertThat((int) read.metadata().get("recognition_confidence")).isBetween(80, 100);
        assertThat(progress).containsExactly("2 of 4", "3 of 4");
    }

    @Test
    void aPdfWithTextIsReadWithoutLookingAtItsPictures() throws IOException {
        ParsedDocument read = pdf(Samples.pdf("Page one"));

        assertThat(read.metadata()).doesNotContainKeys("recognized_pages", "recognition_confidence");
        assertThat(progress).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
    void anImageIsADocument(String format) throws IOException {
        ParsedDocument read = image("image/" + format, PrintedPage.file(scan(SENTENCE), format));

        assertThat(PrintedPage.recall(SENTENCE, read.text())).as(read.text()).isGreaterThan(.9);
        assertThat(read.metadata())
                .containsEntry("content_type", "image/" + format)
                .containsEntry("pages", 1);
    }

    @Test
    void eachPageOfAFaxIsAPage() throws IOException {
        ParsedDocument read = image("image/tiff", tiff(scan("First page"), scan("Second page")));

        assertThat(read.text()).isEqualTo("First page\n\f\nSecond page");
        assertThat(read.metadata()).containsEntry("recognized_pages", List.of("1", "2"));
    }

    private static byte[] tiff(BufferedImage... pages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage page : pages) {
                writer.writeToSequence(new IIOImage(page, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void aBlankScanOrImageIsRefused() throws IOException {
        byte[] blank = pdfOf(new byte[0], scan(), scan());
        byte[] image = PrintedPage.file(scan(), "png");

        Rejected scanned = refusal(() -> pdf(blank));
        assertThat(scanned.code()).isEqualTo(ErrorCode.DOCUMENT_SCANNED);
        assertThat(scanned).hasMessageContaining("found no text on the 2 pages");
        assertThat(refusal(() -> image("image/png", image)).code()).isEqualTo(ErrorCode.EMPTY_TEXT);
    }

    @Test
    void withoutRecognitionTheRefusalNamesTheSetting() throws IOException {
        byte[] scanned = pdfOf(new byte[0], scan(SENTENCE));
        byte[] mixed = pdfOf(Samples.pdf("Page one"), scan(SENTENCE));
        byte[] image = PrintedPage.file(scan(SENTENCE), "png");

        Stream.of(
                        refusal(() -> read(DocumentType.PDF, "application/pdf", scanned, RecognitionLimits.OFF)),
                        refusal(() -> read(DocumentType.IMAGE, "image/png", image, RecognitionLimits.OFF)))
                .forEach(refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.DOCUMENT_SCANNED);
                    assertThat(refused).hasMessageContaining("lockstep.parsing.recognition.enabled");
                    assertThat(refused.facts()).containsEntry("pages", 1);
                });
        assertThat(read(DocumentType.PDF, "application/pdf", mixed, RecognitionLimits.OFF)
                        .text())
                .isEqualTo("Page one\n\f");
    }

    @Test
    void moreOrLargerPicturesThanMayBeAreRefused() throws IOException {
        byte[] many = pdfOf(new byte[0], scan(), scan(), scan(), scan());
        byte[] large = PrintedPage.file(new BufferedImage(20_001, 1_000, BufferedImage.TYPE_BYTE_BINARY), "png");

        assertThat(refusal(() -> pdf(many)).facts())
                .isEqualTo(Map.of("limit", 3, "setting", "lockstep.parsing.recognition.max-pages"));
        assertThat(progress).isEmpty();
        assertThat(refusal(() -> image("image/png", large)).facts())
                .isEqualTo(Map.of("limit", 20_000_000L, "setting", "lockstep.parsing.recognition.max-pixels"));
    }

    @Test
    void aBrokenImageIsCorrupt() throws IOException {
        byte[] cut = java.util.Arrays.copyOf(PrintedPage.file(scan(SENTENCE), "png"), 900);

        assertThat(refusal(() -> image("image/png", cut)).code()).isEqualTo(ErrorCode.DOCUMENT_CORRUPT);
        assertThat(refusal(() -> image("image/png", new byte[9])).code()).isEqualTo(ErrorCode.DOCUMENT_CORRUPT);
    }

    @Test
    void onlyWhatCantBeReadAtAllIsLetterSalad() {
        assertThat(LetterSalad.is("\ue001\ue002\ue003 ".repeat(10))).isTrue();
        assertThat(LetterSalad.is("Ordinary text with a sign \ue001 \ufffd of its own font"))
                .isFalse();
        assertThat(LetterSalad.is("Ελληνικά, 日本語, العربية and more words")).isFalse();
    }
}
