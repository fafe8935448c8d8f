package dev.lockstep.testing;

import java.util.concurrent.atomic.AtomicBoolean;

/** A connection that is going to be lost, once, when the client sends certain bytes. */
public final class Cut {

    static final int LONGEST = 64;

    /** When the connection is lost. */
    public enum Moment {
        /** The server never sees the bytes. */
        BEFORE_IT_IS_FORWARDED,
        /** The server has seen them, has acted and has answered; the client never sees the answer. */
        BEFORE_THE_ANSWER
    }

    private final String bytes;
    private final Moment moment;
    private final AtomicBoolean happened = new AtomicBoolean();

    Cut(String bytes, Moment moment) {
        if (bytes.length() > LONGEST) {
            throw new IllegalArgumentException("at most " + LONGEST + " bytes");
        }
        this.bytes = bytes;
        this.moment = moment;
    }

    Moment moment() {
        return moment;
    }

    /** Whether the bytes came by and their connection was lost, or is being lost. */
    public boolean happened() {
        return happened.get();
    }

    /** @param from where the newly sent begins; what ends before was sent earlier */
    boolean isTriggeredBy(String sent, int from) {
        return sent.indexOf(bytes, Math.max(0, from - bytes.length() + 1)) >= 0 && happened.compareAndSet(false, true);
    }
}
