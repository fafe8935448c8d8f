package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Disk space that the log leaves to the index, as Qdrant's does: a commit needs some, and it is what frees the log's. */
public record DiskReserve(FileStore disk, long bytes) {
    public static DiskReserve open(Path directory, long bytes) throws IOException {
        return new DiskReserve(Files.getFileStore(directory), bytes);
    }

    /** Refuses to write more when there is less. */
    void check() throws IOException {
        if (bytes > 0 && disk.getUsableSpace() < bytes) {
            throw ErrorStatus.diskFull("less than %d MiB are left, which the embedded Qdrant keeps free for its index"
                    .formatted(bytes >> 20));
        }
    }
}
