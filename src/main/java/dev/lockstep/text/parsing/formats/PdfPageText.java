package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * The text of pages. What is turned against the page is read for itself, and stands after the rest. Text that is drawn twice, to look
 * bold, is there once.
 */
final class PdfPageText extends PDFTextStripper {

    private static final int CIRCLE = 360;

    /** Marks and overprints go back a little, in heights of a letter; lines beside go back far. */
    private static final float FAR_BACK = 4;

    /** Takes what is on a page. Pages without anything on them are not told. */
    interface Pages {
        void page(int number, String text) throws IOException;
    }

    private final IntConsumer room;
    private final Pages pages;
    private final @Nullable Integer turn;
    private final Set<Integer> turns = new TreeSet<>();
    private final List<PdfLine> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private float left;
    private float right;
    private float top;
    private float bottom;
    private boolean apart;
    private int length;

    /** @param room is told how long a page is by now, and may object */
    PdfPageText(IntConsumer room, Pages pages) {
        this(room, pages, null);
    }

    private PdfPageText(IntConsumer room, Pages pages, @Nullable Integer turn) {
        this.room = room;
        this.pages = pages;
        this.turn = turn;
        setParagraphStart("\n");
        setSuppressDuplicateOverlappingText(true);
        // Only then are the letters of turned text put beside each other.
        setSortByPosition(turn != null);
    }

    void read(PDDocument pdf) throws IOException {
        writeText(pdf, Writer.nullWriter());
    }

    @Override
    protected void writePageEnd() throws IOException {
        endLine();
        StringBuilder text = new StringBuilder();
        for (PdfLine one : turn == null ? PdfLineOrder.of(lines) : lines) {
            text.append(text.isEmpty() ? "" : one.apart() ? "\n\n" : "\n").append(one.text());
        }
        for (int other : turns) {
            PdfPageText turned = new PdfPageText(
                    room,
                    (number, words) -> text.append(text.isEmpty() || words.isEmpty() ? "" : "\n\n")
                            .append(words),
                    other);
            turned.setStartPage(getCurrentPageNo());
            turned.setEndPage(getCurrentPageNo());
            turned.read(document);
        }
        lines.clear();
        turns.clear();
        length = 0;
        pages.page(getCurrentPageNo(), text.toString());
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        int upright = getCurrentPage().getRotation() % CIRCLE;
        int here = Math.round(position.getDir());
        if (turn == null ? here == upright : here == turn) {
            super.processTextPosition(position);
        } else if (turn == null) {
            turns.add(here);
        }
    }

    /** What is drawn to the left of what was drawn before is no part of its line, though it may be at the same height. */
    @Override
    protected void writeString(String words, List<TextPosition> positions) {
        int begin = 0;
        for (int i = 0; i < positions.size(); i++) {
            TextPosition position = positions.get(i);
            float last = i > begin ? positions.get(i - 1).getX() : line.isEmpty() ? Float.NEGATIVE_INFINITY : right;
            if (turn == null && position.getX() < last - FAR_BACK * position.getHeight()) {
                addAll(positions.subList(begin, i));
                endLine();
                begin = i;
            }
        }
        if (begin == 0) {
            add(words);
            positions.forEach(this::enclose);
        } else {
            addAll(positions.subList(begin, positions.size()));
        }
    }

    private void addAll(List<TextPosition> positions) {
        StringBuilder words = new StringBuilder();
        positions.forEach(position -> words.append(position.getUnicode()));
        if (!words.isEmpty()) {
            add(words.toString());
            positions.forEach(this::enclose);
        }
    }

    private void enclose(TextPosition position) {
        left = Math.min(left, position.getX());
        right = Math.max(right, position.getX() + position.getWidth());
        top = Math.min(top, position.getY() - position.getHeight());
        bottom = Math.max(bottom, position.getY());
    }

    @Override
    protected void writeString(String words) {
        add(words);
    }

    @Override
    protected void writeWordSeparator() {
        add(" ");
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphStart() {
        endLine();
        apart = true;
    }

    @Override
    protected void writeParagraphEnd() {
        endLine();
        apart = true;
    }

    private void add(String more) {
        if (line.isEmpty()) {
            left = Float.MAX_VALUE;
            top = Float.MAX_VALUE;
            right = 0;
            bottom = 0;
        }
        line.append(more);
        length += more.length();
        room.accept(length);
    }

    private void endLine() {
        String said = TextWriter.clean(line.toString()).strip();
        if (!said.isEmpty()) {
            lines.add(new PdfLine(said, left, right, top, bottom, apart));
            apart = false;
        }
        line.setLength(0);
    }
}
