package dev.lockstep.engine.claims;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pause before work that has failed is tried again: twice as long after each further failure.
 *
 * @param first without any doubling
 * @param mostDoublings from there on the pause stays the same
 * @param longest the pause in any case, or null when the doublings alone bound it
 */
public record Backoff(
        Duration first, int mostDoublings, @Nullable Duration longest) {

    public static Backoff of(Duration first, int mostDoublings) {
        return new Backoff(first, mostDoublings, null);
    }

    public Backoff atMost(Duration bound) {
        return new Backoff(first, mostDoublings, bound);
    }

    /**
     * Returns the pause after so many failures in a row.
     *
     * @param times how often the first pause is doubled: once for each failure that came before
     */
    public Duration doubled(int times) {
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(0, times), mostDoublings));
        return longest == null || pause.compareTo(longest) < 0 ? pause : longest;
    }
}
