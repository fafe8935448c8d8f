package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.schema.CollectionSettings;
import dev.lockstep.embedded.qdrant.schema.Schema;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.util.IOUtils;

/**
 * The file that makes a directory a collection: how it was created, its settings since then and its payload indexes.
 *
 * @param created as requested
 * @param config as created and updated
 * @param payloadIndexes by payload key
 */
record CollectionFile(
        CreateCollection created, CollectionConfig config, Map<String, PayloadSchemaInfo> payloadIndexes) {
    private static final String NAME = "collection";
    private static final int FORMAT = 1;

    static CollectionFile of(CreateCollection created) {
        return new CollectionFile(created, CollectionSettings.of(created), Map.of());
    }

    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    static CollectionFile read(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        return AtomicFile.read(path, FORMAT, in -> parsed(in, path));
    }

    private static CollectionFile parsed(InputStream in, Path path) throws IOException {
        CreateCollection created = CreateCollection.parseDelimitedFrom(in);
        CollectionInfo state = CollectionInfo.parseDelimitedFrom(in);
        if (created == null || state == null) {
            throw new IOException(path + " is truncated");
        }
        // Versions before there were updates of collections wrote no settings.
        CollectionConfig config = state.hasConfig() ? state.getConfig() : CollectionSettings.of(created);
        return new CollectionFile(created, config, state.getPayloadSchemaMap());
    }

    Schema schema() {
        return Schema.of(created.getCollectionName(), config);
    }

    CollectionFile with(CollectionConfig newConfig) {
        return new CollectionFile(created, newConfig, payloadIndexes);
    }

    CollectionFile with(Map<String, PayloadSchemaInfo> newPayloadIndexes) {
        return new CollectionFile(created, config, newPayloadIndexes);
    }

    void write(Path directory) throws IOException {
        AtomicFile.replace(directory.resolve(NAME), FORMAT, out -> {
            created.writeDelimitedTo(out);
            CollectionInfo.newBuilder()
                    .setConfig(config)
                    .putAllPayloadSchema(payloadIndexes)
                    .build()
                    .writeDelimitedTo(out);
        });
    }

    /** Makes the directory a collection no longer, whatever else is still in it. */
    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
        IOUtils.fsync(directory, true);
    }
}
