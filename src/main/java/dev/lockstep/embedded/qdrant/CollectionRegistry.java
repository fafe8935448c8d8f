package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Collections.CreateCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;

/**
 * The collections of a server, each in a directory of its own. Directories have random names: a collection that is made
 * again under the name of a deleted one has nothing in common with it.
 */
final class CollectionRegistry implements AutoCloseable {
    private final Path directory;
    private final UpdateSettings settings;
    private final Map<String, PointCollection> collections = new ConcurrentSkipListMap<>();

    private CollectionRegistry(Path directory, UpdateSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    static CollectionRegistry open(Path directory, UpdateSettings settings) throws IOException {
        Files.createDirectories(directory);
        CollectionRegistry registry = new CollectionRegistry(directory, settings);
        try {
            for (Path found : directoriesIn(directory)) {
                if (CollectionFile.isIn(found)) {
                    PointCollection collection = PointCollection.open(found, settings);
                    registry.collections.put(collection.name(), collection);
                } else {
                    // A crash came between making or deleting a collection and its directory.
                    IOUtils.rm(found);
                }
            }
        } catch (IOException | RuntimeException e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    PointCollection get(String name) {
        PointCollection collection = collections.get(name);
        if (collection == null) {
            throw Refusal.noSuchCollection(name);
        }
        return collection;
    }

    boolean contains(String name) {
        return collections.containsKey(name);
    }

    Collection<String> names() {
        return collections.keySet();
    }

    synchronized void create(CreateCollection request) throws IOException {
        if (contains(request.getCollectionName())) {
            throw Refusal.collectionExists(request.getCollectionName());
        }
        Schema schema = Schema.of(request);
        Path home = Files.createDirectory(directory.resolve(UUID.randomUUID().toString()));
        try {
            new CollectionFile(request, Map.of()).write(home);
            IOUtils.fsync(directory, true);
            collections.put(schema.name(), PointCollection.open(home, settings));
        } catch (IOException | RuntimeException e) {
            CollectionFile.delete(home);
            throw e;
        }
    }

    /** Returns whether there was such a collection. */
    synchronized boolean delete(String name) throws IOException {
        PointCollection collection = collections.get(name);
        if (collection == null) {
            return false;
        }
        collection.forget();
        collections.remove(name);
        collection.drop();
        return true;
    }

    @Override
    public synchronized void close() {
        collections.values().forEach(PointCollection::close);
        collections.clear();
    }

    private static List<Path> directoriesIn(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        }
    }
}
