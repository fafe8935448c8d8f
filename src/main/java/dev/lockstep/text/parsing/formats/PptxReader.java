package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFGroupShape;
import org.apache.poi.xslf.usermodel.XSLFNotes;
import org.apache.poi.xslf.usermodel.XSLFShape;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTableCell;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextShape;

/** Reads slides: each is a page under its title, with its speaker notes below it. */
final class PptxReader {

    /** These placeholders say the same on every slide. */
    private static final Set<Placeholder> AROUND =
            Set.of(Placeholder.DATETIME, Placeholder.FOOTER, Placeholder.HEADER, Placeholder.SLIDE_NUMBER);

    private static final Set<Placeholder> TITLE = Set.of(Placeholder.TITLE, Placeholder.CENTERED_TITLE);

    private final ParseLimits limits;
    private final TextWriter text;
    private final DocumentProperties found = new DocumentProperties(DocumentType.PPTX.mediaType());

    PptxReader(ParseLimits limits) {
        this.limits = limits;
        this.text = new TextWriter(limits);
    }

    ParsedDocument read(Path file) throws IOException {
        try (OPCPackage parts = OPCPackage.open(file.toFile(), PackageAccess.READ);
                XMLSlideShow show = new XMLSlideShow(parts)) {
            DocxReader.describe(show.getProperties(), found);
            List<XSLFSlide> slides = show.getSlides();
            for (int i = 0; i < slides.size(); i++) {
                if (i > 0) {
                    text.endPage();
                }
                slide(slides.get(i));
            }
            found.pages(slides.size());
        } catch (InvalidFormatException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
        return Reader.markdown(DocumentType.PPTX.mediaType(), text, found);
    }

    private void slide(XSLFSlide slide) {
        String title = slide.getTitle();
        if (title != null) {
            text.heading(1, title);
        }
        shapes(slide.getShapes(), 0);
        XSLFNotes notes = slide.getNotes();
        if (notes != null) {
            notes.getShapes().stream()
                    .filter(XSLFTextShape.class::isInstance)
                    .map(XSLFTextShape.class::cast)
                    .filter(shape -> shape.getTextType() == Placeholder.BODY)
                    .forEach(shape -> text.paragraph(shape.getText()));
        }
    }

    private void shapes(List<XSLFShape> shapes, int depth) {
        if (depth > limits.depth()) {
            throw ParseRefusals.tooDeep(limits.depth());
        }
        for (XSLFShape shape : shapes) {
            if (shape instanceof XSLFGroupShape group) {
                shapes(group.getShapes(), depth + 1);
            } else if (shape instanceof XSLFTable table) {
                text.table(table.getRows().stream()
                        .map(row -> row.getCells().stream()
                                .map(XSLFTableCell::getText)
                                .toList())
                        .toList());
            } else if (shape instanceof XSLFTextShape words) {
                words(words);
            }
        }
    }

    private void words(XSLFTextShape shape) {
        Placeholder role = shape.getTextType();
        if (role != null && (AROUND.contains(role) || TITLE.contains(role))) {
            return;
        }
        List<XSLFTextParagraph> paragraphs = shape.getTextParagraphs();
        for (XSLFTextParagraph paragraph : paragraphs) {
            if (role == Placeholder.BODY || role == Placeholder.CONTENT || paragraph.isBullet()) {
                text.item(paragraph.getIndentLevel(), paragraph.getText());
            } else {
                text.paragraph(paragraph.getText());
            }
        }
    }
}
