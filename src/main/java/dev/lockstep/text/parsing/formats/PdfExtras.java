package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDNonTerminalField;

/** What a PDF says beside the text of its pages: what was entered into its fields, remarks on its pages, and the names of its attachments. */
final class PdfExtras {

    private static final int MOST_FIELDS = 10_000;

    private static final int MOST_LEVELS = 20;

    private PdfExtras() {}

    /** Returns the remarks on a page, each once. */
    static Set<String> remarks(PDDocument pdf, int page) throws IOException {
        Set<String> remarks = new LinkedHashSet<>();
        for (PDAnnotation annotation : pdf.getPage(page - 1).getAnnotations()) {
            String said = annotation.getContents();
            if (annotation instanceof PDAnnotationMarkup && said != null && !said.isBlank()) {
                remarks.add(said.strip());
            }
        }
        return remarks;
    }

    /** Returns the fields that say something, each with its name. */
    static List<String> fields(PDDocument pdf) {
        PDAcroForm form = pdf.getDocumentCatalog().getAcroForm(null);
        List<String> fields = new ArrayList<>();
        if (form != null) {
            form.getFields().forEach(field -> field(field, fields, 0));
        }
        return fields;
    }

    private static void field(PDField field, List<String> fields, int level) {
        if (fields.size() >= MOST_FIELDS || level > MOST_LEVELS) {
            return;
        }
        if (field instanceof PDNonTerminalField group) {
            group.getChildren().forEach(child -> field(child, fields, level + 1));
            return;
        }
        String value = field.getValueAsString();
        if (value != null && !value.isBlank() && !value.equals("Off")) {
            String label =
                    field.getAlternateFieldName() == null ? field.getPartialName() : field.getAlternateFieldName();
            fields.add((label == null ? "" : TextWriter.inline(label) + ": ") + TextWriter.inline(unbracketed(value)));
        }
    }

    /** Choices are told as a list. */
    private static String unbracketed(String value) {
        return value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
    }

    static Set<String> attachments(PDDocument pdf) throws IOException {
        Set<String> names = new TreeSet<>();
        if (pdf.getDocumentCatalog().getNames() != null) {
            PDEmbeddedFilesNameTreeNode files =
                    pdf.getDocumentCatalog().getNames().getEmbeddedFiles();
            if (files != null) {
                names(files, names, 0);
            }
        }
        return names;
    }

    private static void names(PDNameTreeNode<PDComplexFileSpecification> node, Set<String> names, int level)
            throws IOException {
        Map<String, PDComplexFileSpecification> here = node.getNames();
        if (here != null) {
            here.forEach((key, file) -> names.add(
                    TextWriter.inline(file == null || file.getFilename() == null ? key : file.getFilename())));
        }
        if (node.getKids() != null && level < MOST_LEVELS && names.size() < MOST_FIELDS) {
            for (PDNameTreeNode<PDComplexFileSpecification> kid : node.getKids()) {
                names(kid, names, level + 1);
            }
        }
    }
}
