package dev.lockstep.launcher;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes keys that nobody guesses, for stores that are started here: any user of the machine reaches their ports. */
final class RandomKey {

    private static final int BYTES = 32;

    private RandomKey() {}

    static String next() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }
}
