package dev.lockstep.domain;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix time in milliseconds, then random bits.
 *
 * <p>Ids that grow with time keep B-tree inserts at one end of the index. They are made here and not by PostgreSQL's
 * own {@code uuidv7()} because a point's id must be known before its row is written, and servers before 18 lack it.
 */
public final class TimeOrderedUuid {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedUuid() {}

    public static UUID next() {
        long version7 = (System.currentTimeMillis() << 16) | 0x7000 | (RANDOM.nextLong() & 0x0FFF);
        long variant2 = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(version7, variant2);
    }
}
