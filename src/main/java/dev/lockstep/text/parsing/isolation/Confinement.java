package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ways to keep a process from the rest of the machine, strictest first. Each needs nothing but what the system comes with. */
enum Confinement {
    /** Namespaces of Linux: the process sees no network, no other process, and no file but those that it is shown. */
    NAMESPACES {
        @Override
        boolean isKnownTo(String system) {
            return system.startsWith("linux");
        }

        @Override
        List<String> around(Path home, List<Path> shown, ResourceLimits limits, List<String> command) {
            List<String> all = new ArrayList<>(List.of(
                    "unshare", "--user", "--map-root-user", "--mount", "--net", "--pid", "--ipc", "--uts", "--fork"));
            all.addAll(List.of("--kill-child", "sh", "-c", script("isolated.sh"), "sh"));
            all.addAll(List.of(home.toString(), Integer.toString(shown.size())));
            shown.forEach(path -> all.add(path.toString()));
            all.addAll(limited(limits, ResourceLimits.countsProcessesOfNamespaces() ? MOST_PROCESSES : ANY, command));
            return all;
        }
    },
    /** Limits of resources, which every Unix has. */
    LIMITS {
        @Override
        boolean isKnownTo(String system) {
            return !system.startsWith("windows");
        }

        @Override
        List<String> around(Path home, List<Path> shown, ResourceLimits limits, List<String> command) {
            // The user's processes are counted together, those of the service and its stores among them.
            return limited(limits, ANY, command);
        }
    },
    NONE {
        @Override
        boolean isKnownTo(String system) {
            return true;
        }

        @Override
        List<String> around(Path home, List<Path> shown, ResourceLimits limits, List<String> command) {
            return command;
        }
    };

    private static final int ANY = 0;

    /** Processes and threads: a parser has about twenty threads. */
    private static final int MOST_PROCESSES = 256;

    abstract boolean isKnownTo(String system);

    boolean isKnownHere() {
        return isKnownTo(System.getProperty("os.name").toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the command that runs another one in this way.
     *
     * @param home as in {@link Scratch}
     * @param shown the files and directories that it needs beside the system's own
     */
    abstract List<String> around(Path home, List<Path> shown, ResourceLimits limits, List<String> command);

    private static List<String> limited(ResourceLimits limits, int processes, List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", script("limited.sh"), "sh"));
        all.addAll(List.of(limits.fileBlocks(), limits.addressSpace(), Integer.toString(processes)));
        all.addAll(command);
        return all;
    }

    private static String script(String name) {
        try (InputStream script = Confinement.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the script " + name + " is not there");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the script " + name + " can't be read", e);
        }
    }
}
