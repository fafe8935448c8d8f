package dev.lockstep.text.parsing.formats;

import java.io.Reader;
import org.apache.commons.io.input.ProxyReader;

/** Stops reading where no sensible file of the kind can have a text that is still short enough. */
final class BoundedText extends ProxyReader {

    /** A file may be so many times as long as its text, for signs and spaces between the words; a longer one is no document any more. */
    private static final int OVERHEAD = 4;

    private final ParseLimits limits;
    private long read;

    BoundedText(Reader text, ParseLimits limits) {
        super(text);
        this.limits = limits;
    }

    /** Returns how many characters are read at most. */
    static long most(ParseLimits limits) {
        return (long) OVERHEAD * limits.textLength();
    }

    @Override
    protected void afterRead(int more) {
        read += Math.max(0, more);
        if (read > most(limits)) {
            throw ParseRefusals.textTooLarge(limits.textLength());
        }
    }
}
