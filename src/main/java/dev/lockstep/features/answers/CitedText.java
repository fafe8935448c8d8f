package dev.lockstep.features.answers;

import java.util.function.Consumer;

/**
 * Tells on the text of an answer as it is written, with nothing but good citations in it. Text that may become a citation is kept back
 * until it is one or not, so that what was told is never taken back: the pieces are, one after the other, the text.
 */
final class CitedText {

    private final Markers markers;
    private final Consumer<String> told;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder pending = new StringBuilder();

    private boolean closed;

    CitedText(Markers markers, Consumer<String> told) {
        this.markers = markers;
        this.told = told;
    }

    synchronized void append(String piece) {
        if (!closed) {
            pending.append(piece);
            tell(Markers.settled(pending));
        }
    }

    /** Tells nothing more: what still comes is of a call that was given up, on another thread. */
    synchronized void close() {
        closed = true;
    }

    /** Tells the rest and returns the whole text, without the space at its end. */
    synchronized String finish() {
        tell(pending.toString().stripTrailing().length());
        return text.toString();
    }

    private void tell(int end) {
        String checked = markers.checked(pending.substring(0, end));
        pending.delete(0, end);
        String piece = text.isEmpty() ? checked.stripLeading() : checked;
        if (!piece.isEmpty()) {
            text.append(piece);
            told.accept(piece);
        }
    }
}
