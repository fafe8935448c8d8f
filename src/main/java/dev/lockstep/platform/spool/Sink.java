package dev.lockstep.platform.spool;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes received bytes. It may block: it is called on worker threads, by one at a time.
 *
 * @param <R> what becomes of them
 */
public interface Sink<R> {

    void write(ByteBuffer bytes) throws IOException;

    /** Ends the writing when all bytes were written. */
    R finish() throws IOException;

    /** Leaves nothing behind; also when nobody waits any more for what has been finished. */
    void abandon();
}
