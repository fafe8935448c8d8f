package dev.lockstep.testing.quick;

import dev.lockstep.testing.EmbeddedStores;

/** Comes to a store by others only. */
final class NamesAHelper {

    private NamesAHelper() {}

    static Class<?> helper() {
        return EmbeddedStores.class;
    }
}
