package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/** Tells whether there are images on a page of a PDF, without decoding any. */
final class PageImages {

    /** Forms may have forms in them, and a bad file one within itself. */
    private static final int DEEPEST = 5;

    /** A page that is an image says little else. */
    private static final int MOST_TOKENS = 5_000;

    private PageImages() {}

    static boolean areOn(PDPage page) throws IOException {
        return areIn(page.getResources(), 0) || hasInline(page);
    }

    private static boolean areIn(PDResources resources, int depth) throws IOException {
        if (resources == null || depth > DEEPEST) {
            return false;
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.isImageXObject(name)) {
                return true;
            }
            PDXObject object = resources.getXObject(name);
            if (object instanceof PDFormXObject form && areIn(form.getResources(), depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /** An image may stand among the commands that draw the page. */
    private static boolean hasInline(PDPage page) throws IOException {
        PDFStreamParser commands = new PDFStreamParser(page);
        Object token = commands.parseNextToken();
        for (int count = 0; token != null && count < MOST_TOKENS; count++) {
            if (token instanceof Operator operator && operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE)) {
                return true;
            }
            token = commands.parseNextToken();
        }
        return false;
    }
}
