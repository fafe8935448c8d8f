package dev.lockstep.embedded.qdrant.collection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.lucene.util.IOUtils;

/** A small file that is replaced in one step, so that a crash leaves the old one or the new one. It begins with its format. */
final class AtomicFile {
    private AtomicFile() {}

    static <T> T read(Path path, int format, Reading<T> reading) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            int found = new DataInputStream(in).readInt();
            if (found != format) {
                throw new IOException("%s has format %d, this version reads %d".formatted(path, found, format));
            }
            return reading.from(in);
        }
    }

    static void replace(Path path, int format, Writing writing) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            new DataOutputStream(out).writeInt(format);
            writing.to(out);
        }
        IOUtils.fsync(temporary, false);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        IOUtils.fsync(path.toAbsolutePath().getParent(), true);
    }

    @FunctionalInterface
    interface Reading<T> {
        T from(InputStream in) throws IOException;
    }

    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }
}
