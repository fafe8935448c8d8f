package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.lucene.util.IOUtils;

/**
 * The file that makes a directory a collection: how it was created, and its payload indexes. Replaced in one step, so
 * that a crash leaves the old one or the new one.
 *
 * @param created as requested
 * @param payloadIndexes by payload key
 */
record CollectionFile(CreateCollection created, Map<String, PayloadSchemaInfo> payloadIndexes) {
    private static final String NAME = "collection";
    private static final int FORMAT = 1;

    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    static CollectionFile read(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        try (InputStream in = Files.newInputStream(path)) {
            int format = new DataInputStream(in).readInt();
            if (format != FORMAT) {
                throw new IOException("%s has format %d, this version reads %d".formatted(path, format, FORMAT));
            }
            CreateCollection created = CreateCollection.parseDelimitedFrom(in);
            CollectionInfo indexes = CollectionInfo.parseDelimitedFrom(in);
            if (created == null || indexes == null) {
                throw new IOException(path + " ends too early");
            }
            return new CollectionFile(created, indexes.getPayloadSchemaMap());
        }
    }

    void write(Path directory) throws IOException {
        Path temporary = directory.resolve(NAME + ".new");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            new DataOutputStream(out).writeInt(FORMAT);
            created.writeDelimitedTo(out);
            CollectionInfo.newBuilder()
                    .putAllPayloadSchema(payloadIndexes)
                    .build()
                    .writeDelimitedTo(out);
        }
        IOUtils.fsync(temporary, false);
        Files.move(temporary, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        IOUtils.fsync(directory, true);
    }

    /** The directory is no collection any more from here on, whatever else is still in it. */
    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
        IOUtils.fsync(directory, true);
    }
}
