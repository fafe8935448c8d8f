package dev.lockstep.text.parsing.isolation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a parser's process may take of the machine.
 *
 * @param memoryMegabytes of its heap
 * @param longestFile in bytes
 */
record ResourceLimits(int memoryMegabytes, long longestFile) {

    private static final int BLOCK = 512;

    /**
     * A JVM reserves far more addresses than it ever uses: for its code, its classes and the stacks of its threads. The models that read
     * pictures use some 400 MB of them.
     */
    private static final int MEGABYTES_BESIDE_THE_HEAP = 3_072;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    String fileBlocks() {
        return Long.toString(longestFile / BLOCK + 1);
    }

    /** In KiB. */
    String addressSpace() {
        return Long.toString((memoryMegabytes + (long) MEGABYTES_BESIDE_THE_HEAP) << 10);
    }

    /** Before Linux 5.14, all processes of a user are counted together, in whatever namespace they are. */
    static boolean countsProcessesOfNamespaces() {
        Matcher version = VERSION.matcher(System.getProperty("os.version"));
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 5 || (major == 5 && Integer.parseInt(version.group(2)) >= 14);
    }
}
