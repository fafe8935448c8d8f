package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Rejected;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Reads the pages of a PDF that are pictures: those with images and without text, or with text that is letter salad. */
final class ScannedPages {

    private static final double POINTS_PER_INCH = 72;

    /** A page as large as A3 is drawn in full; on a larger one what is written is larger, too. */
    private static final double MOST_PIXELS = 10_000_000;

    private final PDDocument pdf;
    private final PictureReading pictures;
    private final PDFRenderer renderer;
    private boolean hasUnread;

    ScannedPages(PDDocument pdf, PictureReading pictures) {
        this.pdf = pdf;
        this.pictures = pictures;
        this.renderer = new PDFRenderer(pdf);
        renderer.setSubsamplingAllowed(true);
    }

    /**
     * Returns the text of a page.
     *
     * @param number from 1
     * @param layer what the PDF says is written there
     */
    String text(int number, String layer) throws IOException {
        boolean salad = LetterSalad.is(layer);
        PDPage page = pdf.getPage(number - 1);
        boolean hasText = !salad && !layer.isBlank();
        if (hasText || !PageImages.areOn(page)) {
            return layer;
        }
        if (!pictures.limits().enabled()) {
            hasUnread = true;
            return layer;
        }
        if (pictures.pictures() == 0) {
            requireFew(number);
        }
        pictures.begin(number, pdf.getNumberOfPages());
        String read = pictures.read(number, drawn(number));
        return read.isBlank() ? layer : read;
    }

    /** Refuses a document at its first picture if too many of its pages can't be anything else: those without a typeface. */
    private void requireFew(int first) throws IOException {
        int pages = 1;
        for (int number = first + 1; number <= pdf.getNumberOfPages(); number++) {
            PDPage page = pdf.getPage(number - 1);
            boolean hasFonts = page.getResources() != null
                    && page.getResources().getFontNames().iterator().hasNext();
            pages += !hasFonts && PageImages.areOn(page) ? 1 : 0;
        }
        pictures.requireFew(pages);
    }

    private BufferedImage drawn(int number) throws IOException {
        PDRectangle size = pdf.getPage(number - 1).getCropBox();
        double inches = size.getWidth() / POINTS_PER_INCH * size.getHeight() / POINTS_PER_INCH;
        double most = Math.sqrt(MOST_PIXELS / Math.max(inches, 1e-3));
        return renderer.renderImageWithDPI(
                number - 1, (float) Math.min(pictures.limits().resolution(), most), ImageType.RGB);
    }

    /** Says why there is no text in the whole document. */
    Rejected refusal() {
        int pages = pdf.getNumberOfPages();
        return hasUnread
                ? ParseRefusals.notRecognized(pages)
                : pictures.pictures() > 0 ? ParseRefusals.nothingRecognized(pages) : ParseRefusals.scanned(pages);
    }
}
