package dev.lockstep.platform.spool;

import java.util.concurrent.atomic.AtomicBoolean;

/** A file and the duty to remove it, until somebody else takes both over: at any time it has one owner. */
public final class HeldFile {

    private final SpooledFile file;
    private final AtomicBoolean handedOver = new AtomicBoolean();

    HeldFile(SpooledFile file) {
        this.file = file;
    }

    public SpooledFile file() {
        return file;
    }

    /** Whoever asks for this removes it from here on. */
    public SpooledFile handOver() {
        handedOver.set(true);
        return file;
    }

    boolean isHandedOver() {
        return handedOver.get();
    }
}
