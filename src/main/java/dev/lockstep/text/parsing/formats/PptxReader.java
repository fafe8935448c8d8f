package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads presentations: each slide is a page with its title, what its shapes say, its notes and its comments. */
final class PptxReader {

    private static final String TYPE = DocumentType.PPTX.mediaType();

    private static final Set<String> TITLES = Set.of("title", "ctrTitle");

    /** What stands on every slide. */
    private static final Set<String> AROUND = Set.of("dt", "ftr", "hdr", "sldNum", "sldImg");

    private static final int MOST_DIGITS = 4;

    private final OpenXmlParts parts;
    private final TextWriter text;
    private final OpenXmlGraphics graphics;
    private final DocumentProperties found = new DocumentProperties(TYPE);

    PptxReader(OpenXmlParts parts) {
        this.parts = parts;
        this.text = new TextWriter(parts.limits());
        this.graphics = new OpenXmlGraphics(parts, text);
    }

    ParsedDocument read() throws IOException {
        parts.describe(found);
        String main = parts.main("ppt/presentation.xml");
        XmlNode presentation = parts.require(main);
        Map<String, OpenXmlParts.Reference> references = parts.references(main);
        List<String> slides = presentation
                .all("sldId")
                .map(slide -> references.get(slide.attribute(XmlNode.RELATION)))
                .filter(reference -> reference != null && parts.has(reference.target()))
                .map(OpenXmlParts.Reference::target)
                .toList();
        for (int i = 0; i < slides.size(); i++) {
            if (i > 0) {
                text.endPage();
            }
            slide(slides.get(i));
        }
        found.pages(slides.size());
        return Reader.markdown(TYPE, text, found);
    }

    private void slide(String part) throws IOException {
        XmlNode tree = tree(parts.read(part));
        Map<String, OpenXmlParts.Reference> references = parts.references(part);
        if (tree != null) {
            tree.all("sp")
                    .filter(shape -> TITLES.contains(role(shape)))
                    .forEach(shape -> text.heading(1, DrawingText.of(shape)));
            shapes(tree, references);
        }
        notes(part);
        comments(part);
    }

    private static @Nullable XmlNode tree(@Nullable XmlNode slide) {
        return slide == null ? null : slide.at("cSld", "spTree");
    }

    private void shapes(XmlNode group, Map<String, OpenXmlParts.Reference> references) throws IOException {
        for (XmlNode shape : group.children()) {
            switch (shape.name()) {
                case "sp" -> words(shape);
                case "grpSp" -> shapes(shape, references);
                case "graphicFrame" -> frame(shape, references);
                case "AlternateContent" -> shapes(Alternatives.of(shape), references);
                default -> {}
            }
        }
    }

    private void frame(XmlNode frame, Map<String, OpenXmlParts.Reference> references) throws IOException {
        frame.all("tbl").forEach(this::table);
        graphics.write(frame, references);
    }

    private void table(XmlNode table) {
        TableGrid grid = new TableGrid();
        table.all("tr").forEach(row -> {
            row.all("tc")
                    .filter(cell -> !isMerged(cell))
                    .forEach(cell -> grid.cell(
                            TextWriter.inline(DrawingText.of(cell)), span(cell, "gridSpan"), span(cell, "rowSpan")));
            grid.endRow();
        });
        boolean named = table.at("tblPr") != null
                && table.at("tblPr").attribute("firstRow").equals("1");
        text.table(grid.rows(), named);
    }

    private static boolean isMerged(XmlNode cell) {
        return cell.attribute("hMerge").equals("1") || cell.attribute("vMerge").equals("1");
    }

    private static int span(XmlNode cell, String attribute) {
        return Math.max(1, Digits.read(cell.attribute(attribute), MOST_DIGITS, 1));
    }

    private void words(XmlNode shape) {
        String role = role(shape);
        if (TITLES.contains(role) || AROUND.contains(role)) {
            return;
        }
        boolean isList = role.equals("body") || role.equals("obj");
        shape.all("p").forEach(paragraph -> {
            XmlNode properties = paragraph.child("pPr");
            boolean bullet =
                    properties != null && (properties.child("buChar") != null || properties.child("buAutoNum") != null);
            if (isList || bullet) {
                text.item(level(properties), DrawingText.paragraph(paragraph));
            } else {
                text.paragraph(DrawingText.paragraph(paragraph));
            }
        });
    }

    private static int level(@Nullable XmlNode properties) {
        String level = properties == null ? "" : properties.attribute("lvl");
        return level.matches("[0-8]") ? Integer.parseInt(level) : 0;
    }

    /** Returns what a shape is for on its slide; a placeholder that does not say it is one for content. */
    private static String role(XmlNode shape) {
        XmlNode placeholder = shape.at("nvSpPr", "nvPr", "ph");
        if (placeholder == null) {
            return "";
        }
        return placeholder.attribute("type").isEmpty() ? "obj" : placeholder.attribute("type");
    }

    private void notes(String slide) throws IOException {
        for (XmlNode notes : parts.readReferred(slide, "notesSlide")) {
            XmlNode tree = tree(notes);
            if (tree != null) {
                tree.all("sp")
                        .filter(shape -> role(shape).equals("body"))
                        .forEach(shape -> text.paragraph(DrawingText.of(shape)));
            }
        }
    }

    private void comments(String slide) throws IOException {
        for (XmlNode comments : parts.readReferred(slide, "comments")) {
            comments.all("cm").forEach(comment -> {
                XmlNode words = comment.child("text");
                String said = words == null ? DrawingText.of(comment) : words.text();
                text.paragraph(said.isBlank() ? "" : "Comment: " + said);
            });
        }
    }
}
