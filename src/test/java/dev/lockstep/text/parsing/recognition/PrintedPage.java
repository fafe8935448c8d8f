package dev.lockstep.text.parsing.recognition;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A page of paper, printed and scanned. PDFBox draws it with a typeface that it brings, so it looks the same everywhere. */
public final class PrintedPage {

    private static final float LEADING = 1.3f;

    private final FontName typeface;
    private final List<Text> texts = new ArrayList<>();

    private record Text(float x, float y, float size, List<String> lines) {}

    public PrintedPage(FontName typeface) {
        this.typeface = typeface;
    }

    public PrintedPage() {
        this(FontName.HELVETICA);
    }

    /**
     * Writes lines below each other.
     *
     * @param x from the left, in points
     * @param y from the top
     */
    public PrintedPage write(double x, double y, double size, String... lines) {
        texts.add(new Text((float) x, (float) y, (float) size, List.of(lines)));
        return this;
    }

    /** Divides a text into lines of a width in points. */
    public static String[] lines(String text, double size, double width) {
        PDFont font = new PDType1Font(FontName.HELVETICA);
        List<String> lines = new ArrayList<>(List.of(""));
        for (String word : text.strip().split("\\s+")) {
            String last = lines.get(lines.size() - 1);
            String longer = last.isEmpty() ? word : last + " " + word;
            if (widthOf(font, longer) * size / 1000 <= width || last.isEmpty()) {
                lines.set(lines.size() - 1, longer);
            } else {
                lines.add(word);
            }
        }
        return lines.toArray(String[]::new);
    }

    private static double widthOf(PDFont font, String text) {
        try {
            return font.getStringWidth(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scans the page straight and clean. */
    public BufferedImage scan(int resolution) {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                for (Text text : texts) {
                    content.beginText();
                    content.setFont(new PDType1Font(typeface), text.size);
                    content.setLeading(text.size * LEADING);
                    content.newLineAtOffset(text.x, PDRectangle.A4.getHeight() - text.y);
                    for (String line : text.lines) {
                        content.showText(line);
                        content.newLine();
                    }
                    content.endText();
                }
            }
            return new PDFRenderer(pdf).renderImageWithDPI(0, resolution, ImageType.GRAY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns a scan by some degrees, as paper lies that somebody was quick to put down. */
    public static BufferedImage skewed(BufferedImage scan, double degrees) {
        BufferedImage skewed = new BufferedImage(scan.getWidth(), scan.getHeight(), scan.getType());
        Graphics2D canvas = skewed.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, scan.getWidth(), scan.getHeight());
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.rotate(Math.toRadians(degrees), scan.getWidth() / 2.0, scan.getHeight() / 2.0);
        canvas.drawImage(scan, 0, 0, null);
        canvas.dispose();
        return skewed;
    }

    /** Makes the paper grey, the ink pale and both grainy. */
    public static BufferedImage noisy(BufferedImage scan, double deviation, long seed) {
        Random random = new Random(seed);
        BufferedImage noisy = new BufferedImage(scan.getWidth(), scan.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[scan.getWidth()];
        for (int y = 0; y < scan.getHeight(); y++) {
            scan.getRaster().getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                double grey = 25 + .85 * row[x] + deviation * random.nextGaussian();
                row[x] = (int) Math.max(0, Math.min(255, grey));
            }
            noisy.getRaster().setSamples(0, y, row.length, 1, 0, row);
        }
        return noisy;
    }

    public static byte[] file(BufferedImage scan, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(scan, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    /** Adds a page to a PDF that is nothing but the scan. */
    public static void addTo(PDDocument pdf, BufferedImage scan) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
            content.drawImage(
                    LosslessFactory.createFromImage(pdf, scan),
                    0,
                    0,
                    PDRectangle.A4.getWidth(),
                    PDRectangle.A4.getHeight());
        }
    }

    /** Returns the share of a text's words that were read, each as often as it is there; signs around words do not count. */
    public static double recall(String text, String read) {
        List<String> left = new ArrayList<>(words(read));
        List<String> words = words(text);
        return words.stream().filter(left::remove).count() / (double) words.size();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+"))
                .map(word -> word.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
