package dev.lockstep.testing;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;

/** The stores as they are outside of tests: nothing looks at each operation, so that benchmarks measure the real thing. */
public final class PlainStores extends EmbeddedStores {

    @Override
    Options controlled(Options options) {
        return options;
    }
}
