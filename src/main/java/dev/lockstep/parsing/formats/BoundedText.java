package dev.lockstep.parsing.formats;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Stops reading where no sensible file of the kind can have a text that is still short enough. */
final class BoundedText extends FilterReader {

    /** Signs and spaces between what is said: more than this much of it is no document any more. */
    private static final int OVERHEAD = 4;

    private final Limits limits;
    private long read;

    BoundedText(Reader text, Limits limits) {
        super(text);
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        int count = super.read(chars, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) {
        read += more;
        if (read > (long) OVERHEAD * limits.textLength()) {
            throw Refusals.textTooLarge(limits.textLength());
        }
    }
}
