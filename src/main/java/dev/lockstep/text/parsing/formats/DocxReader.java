package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFFootnote;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.jspecify.annotations.Nullable;

/** Reads Word documents: headings by their styles, lists, tables, footnotes at the end. */
final class DocxReader {

    private static final Pattern HEADING = Pattern.compile("heading ?([1-9])");

    /** The library puts this where a footnote is referred to. */
    private static final Pattern FOOTNOTE = Pattern.compile("\\[(?:footnote|endnote)Ref:(\\d+)]");

    private final TextWriter text;
    private final DocumentProperties found = new DocumentProperties(DocumentType.DOCX.mediaType());

    DocxReader(ParseLimits limits) {
        this.text = new TextWriter(limits);
    }

    ParsedDocument read(Path file) throws IOException {
        try (OPCPackage parts = OPCPackage.open(file.toFile(), PackageAccess.READ);
                XWPFDocument document = new XWPFDocument(parts)) {
            describe(document.getProperties(), found);
            write(document, document.getBodyElements());
            for (XWPFFootnote note : document.getFootnotes()) {
                if (note.getId().signum() > 0) {
                    note(note);
                }
            }
        } catch (InvalidFormatException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
        return Reader.markdown(DocumentType.DOCX.mediaType(), text, found);
    }

    /** Notes what all documents of Office say of themselves. */
    static void describe(POIXMLProperties properties, DocumentProperties found) {
        POIXMLProperties.CoreProperties core = properties.getCoreProperties();
        found.title(core.getTitle());
        found.author(core.getCreator());
        found.language(core.getUnderlyingProperties().getLanguageProperty().orElse(null));
        found.created(at(core.getCreated()));
        found.modified(at(core.getModified()));
    }

    private static @Nullable Instant at(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private void write(XWPFDocument document, List<IBodyElement> elements) {
        for (IBodyElement element : elements) {
            if (element instanceof XWPFParagraph paragraph) {
                paragraph(document, paragraph);
            } else if (element instanceof XWPFTable table) {
                table(table);
            } else if (element instanceof XWPFSDT control) {
                text.paragraph(control.getContent().getText());
            }
        }
    }

    private void paragraph(XWPFDocument document, XWPFParagraph paragraph) {
        String words = FOOTNOTE.matcher(paragraph.getText()).replaceAll("[$1]");
        String style = style(document, paragraph);
        OptionalInt level = level(style);
        if (style.equals("title")) {
            found.title(words);
            text.heading(1, words);
        } else if (level.isPresent()) {
            text.heading(level.getAsInt(), words);
        } else if (paragraph.getNumID() != null) {
            text.item(
                    paragraph.getNumIlvl() == null ? 0 : paragraph.getNumIlvl().intValue(), words);
        } else {
            text.paragraph(words);
        }
    }

    /** The name of its style in lower case; the name is the same in every language, the id is not. */
    private static String style(XWPFDocument document, XWPFParagraph paragraph) {
        String id = paragraph.getStyle();
        if (id == null) {
            return "";
        }
        XWPFStyle style =
                document.getStyles() == null ? null : document.getStyles().getStyle(id);
        String name = style == null || style.getName() == null ? id : style.getName();
        return name.toLowerCase(Locale.ROOT);
    }

    private static OptionalInt level(String style) {
        Matcher heading = HEADING.matcher(style);
        return heading.matches() ? OptionalInt.of(Integer.parseInt(heading.group(1))) : OptionalInt.empty();
    }

    private void table(XWPFTable table) {
        text.table(table.getRows().stream()
                .map(row -> row.getTableCells().stream()
                        .map(XWPFTableCell::getTextRecursively)
                        .toList())
                .toList());
    }

    private void note(XWPFFootnote note) {
        StringBuilder words = new StringBuilder("[" + note.getId() + "]");
        note.getParagraphs().forEach(paragraph -> words.append(' ').append(paragraph.getText()));
        text.paragraph(FOOTNOTE.matcher(words).replaceAll(""));
    }
}
