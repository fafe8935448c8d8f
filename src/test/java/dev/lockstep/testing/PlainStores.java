package dev.lockstep.testing;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import java.util.HashMap;
import java.util.Map;

/** The stores as they are outside of tests: nothing looks at each operation, so that benchmarks measure the real thing. */
public final class PlainStores extends EmbeddedStores {

    /** Nor is anything asked for sooner than outside of tests. */
    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        settings.put("lockstep.buffer.confirm-within", "5s");
        settings.put("lockstep.unit-of-work.recovery-interval", "2s");
        settings.put("lockstep.reconciliation.purge-interval", "2s");
        return settings;
    }

    @Override
    Options controlled(Options options) {
        return options;
    }
}
