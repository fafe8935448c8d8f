package dev.lockstep.testing;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An embedded Qdrant of one test: it fails as told, stops, starts again on its port, and forgets what it had promised. */
public final class FaultableQdrant implements AutoCloseable {

    private final Path directory;
    private final QdrantFaults faults = new QdrantFaults(FaultRules.ofOneServer());
    private final int port;
    private @Nullable EmbeddedQdrant server;

    private FaultableQdrant(Path directory) {
        this.directory = directory;
        EmbeddedQdrant started = EmbeddedQdrant.start(faults.control(Options.in(directory)));
        this.server = started;
        this.port = started.port();
    }

    /** On any free port. */
    public static FaultableQdrant start(Path directory) {
        return new FaultableQdrant(directory);
    }

    public QdrantFaults faults() {
        return faults;
    }

    /** The same after every restart. */
    public int port() {
        return port;
    }

    /** As {@code http://host:port}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it holds back now is in the log and is applied at the next start. */
    public synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** On the same port and directory; nothing happens if it is running. */
    public synchronized void start() {
        if (server == null) {
            server = EmbeddedQdrant.start(faults.control(Options.in(directory).withPort(port)));
        }
    }

    /** A copy of everything as it is on the disk at this moment, for {@link #restartFrom}. */
    public synchronized Path image() {
        Path image = directory.resolveSibling(directory.getFileName() + "-image-" + UUID.randomUUID());
        try {
            Directories.copyRunning(directory, image);
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets everything since the image was taken, whatever it acknowledged: as a restored volume, or a lost log. */
    public synchronized void restartFrom(Path image) {
        stop();
        try {
            Directories.delete(directory);
            Directories.copy(image, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    @Override
    public void close() {
        faults.clear();
        stop();
    }
}
