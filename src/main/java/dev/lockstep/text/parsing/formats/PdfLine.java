package dev.lockstep.text.parsing.formats;

/**
 * A line of a page, and where it stands, in points from the upper left corner.
 *
 * @param apart whether a paragraph begins with it, in the order in which the page is drawn
 */
record PdfLine(String text, float left, float right, float top, float bottom, boolean apart) {

    float height() {
        return bottom - top;
    }

    /** Tells whether one line stands above or below the other. */
    boolean sharesColumnWith(PdfLine other) {
        float shared = Math.min(right, other.right) - Math.max(left, other.left);
        return shared > 0.3f * Math.min(right - left, other.right - other.left);
    }

    boolean isAbove(PdfLine other) {
        return bottom <= other.top + other.height() / 4;
    }
}
