package dev.lockstep.models.embedding.remote;

import java.util.OptionalInt;

/** Knows the length of a model's vectors: it is configured, or learned from the first that tells it. */
public final class Dimension {

    private final String source;
    private int value;

    private Dimension(String source, int value) {
        this.source = source;
        this.value = value;
    }

    public static Dimension of(int configured) {
        return new Dimension("is configured to have ", configured);
    }

    /** Makes one that the first vector tells, or the first knowledge base that holds vectors of the model. */
    public static Dimension unknown() {
        return new Dimension("what is stored with it has ", 0);
    }

    public synchronized OptionalInt known() {
        return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** Tells whether vectors of that length are the model's. While nobody knows better, they are from now on. */
    public synchronized boolean fits(int length) {
        if (value == 0) {
            value = length;
        }
        return value == length;
    }

    @Override
    public synchronized String toString() {
        return source + value;
    }
}
