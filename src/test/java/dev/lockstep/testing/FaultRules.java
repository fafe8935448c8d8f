package dev.lockstep.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where the faults are kept that a test has switched on. Plain strings, see {@link QdrantFaults}. */
interface FaultRules {

    @Nullable
    String get(String key);

    void set(String key, String rule);

    void remove(String key);

    void clear();

    /** For a test that holds its server in its hands. */
    static FaultRules ofOneServer() {
        return new InMemory(new ConcurrentHashMap<>());
    }

    /** For a test and a server that may be loaded by different class loaders, and share nothing else. */
    static FaultRules ofThisJvm() {
        return new InSystemProperties();
    }

    record InMemory(Map<String, String> rules) implements FaultRules {
        @Override
        public @Nullable String get(String key) {
            return rules.get(key);
        }

        @Override
        public void set(String key, String rule) {
            rules.put(key, rule);
        }

        @Override
        public void remove(String key) {
            rules.remove(key);
        }

        @Override
        public void clear() {
            rules.clear();
        }
    }

    record InSystemProperties() implements FaultRules {
        private static final String PREFIX = "lockstep.test.fault.";

        @Override
        public @Nullable String get(String key) {
            return System.getProperty(PREFIX + key);
        }

        @Override
        public void set(String key, String rule) {
            System.setProperty(PREFIX + key, rule);
        }

        @Override
        public void remove(String key) {
            System.clearProperty(PREFIX + key);
        }

        @Override
        public void clear() {
            List.copyOf(System.getProperties().stringPropertyNames()).stream()
                    .filter(name -> name.startsWith(PREFIX))
                    .forEach(System::clearProperty);
        }
    }
}
