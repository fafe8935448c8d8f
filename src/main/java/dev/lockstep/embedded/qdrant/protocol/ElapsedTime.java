package dev.lockstep.embedded.qdrant.protocol;

/** How long a request took, which each answer of Qdrant's tells. */
public final class ElapsedTime {
    private ElapsedTime() {}

    /** Seconds since a moment given by {@link System#nanoTime}. */
    public static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
