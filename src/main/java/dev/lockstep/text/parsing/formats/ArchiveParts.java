package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.io.input.ProxyInputStream;
import org.jspecify.annotations.Nullable;

/** The parts of a ZIP archive. Unpacked bytes are counted, whatever the archive says of its sizes. */
final class ArchiveParts implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ZipFile zip;
    private final ParseLimits limits;
    private long unpacked;

    ArchiveParts(Path file, ParseLimits limits) throws IOException {
        this.zip = new ZipFile(file.toFile());
        this.limits = limits;
        if (zip.size() > limits.archiveEntries()) {
            zip.close();
            throw ParseRefusals.tooManyParts(limits.archiveEntries());
        }
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    boolean hasBelow(String folder) {
        return zip.stream().anyMatch(entry -> entry.getName().startsWith(folder));
    }

    /** Unpacks everything once and keeps nothing: libraries that come after need not be trusted with a bomb. */
    void requireBounded() throws IOException {
        byte[] buffer = new byte[BUFFER];
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            try (InputStream part = open(entries.nextElement())) {
                while (part.read(buffer) >= 0) {
                    // The bytes are counted as they are read.
                }
            }
        }
        unpacked = 0;
    }

    /** Opens a part; null if there is none of that name. */
    @Nullable
    InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        return entry == null ? null : open(entry);
    }

    /** A part, or null if there is none of that name. */
    byte @Nullable [] bytes(String name) throws IOException {
        try (InputStream part = open(name)) {
            return part == null ? null : part.readAllBytes();
        }
    }

    /**
     * The name of a part that another part refers to.
     *
     * @param reference from the folder of the other part on
     */
    static String resolve(String from, String reference) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : (from.substring(0, from.lastIndexOf('/') + 1) + reference).split("/")) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return String.join("/", steps);
    }

    @Nullable
    String text(String name) throws IOException {
        byte[] bytes = bytes(name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private InputStream open(ZipEntry entry) throws IOException {
        return new ProxyInputStream(zip.getInputStream(entry)) {
            @Override
            protected void afterRead(int read) {
                count(Math.max(0, read));
            }
        };
    }

    private void count(int more) {
        unpacked += more;
        if (unpacked > limits.expandedBytes()) {
            throw ParseRefusals.expandsTooFar(limits.expandedBytes());
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
