package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.protocol.EnumChecks;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.schema.NameRules;
import dev.lockstep.embedded.qdrant.schema.Schema;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import dev.lockstep.embedded.qdrant.storage.UpdateThreads;
import io.qdrant.client.grpc.Collections.AliasOperations;
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
 * The collections of a server, each in a directory of its own, and their aliases. Directories have random names: a
 * collection that is made again under the name of a deleted one has nothing in common with it.
 */
public final class CollectionRegistry implements AutoCloseable {
    private final Path directory;
    private final UpdateSettings settings;
    private final UpdateThreads threads = new UpdateThreads();
    private final int mostCollections;
    private final Path aliasFile;
    private final Map<String, PointCollection> collections = new ConcurrentSkipListMap<>();
    private volatile Aliases aliases;
    private volatile boolean closed;

    private CollectionRegistry(Path root, UpdateSettings settings, int mostCollections) throws IOException {
        this.mostCollections = mostCollections;
        this.directory = Files.createDirectories(root.resolve("collections"));
        this.aliasFile = root.resolve("aliases");
        this.settings = settings;
        this.aliases = Aliases.read(aliasFile);
    }

    public static CollectionRegistry open(Path root, UpdateSettings settings) throws IOException {
        return open(root, settings, CollectionLimits.MOST_COLLECTIONS);
    }

    /**
     * Opens the collections of a directory.
     *
     * @param mostCollections no further one is made, but those that are there are opened
     */
    public static CollectionRegistry open(Path root, UpdateSettings settings, int mostCollections) throws IOException {
        CollectionRegistry registry = new CollectionRegistry(root, settings, mostCollections);
        try {
            for (Path found : directoriesIn(registry.directory)) {
                if (CollectionFile.isIn(found)) {
                    PointCollection collection = PointCollection.open(found, settings, registry.threads);
                    registry.collections.put(collection.name(), collection);
                } else {
                    // A crash came between making or deleting a collection and its directory.
                    IOUtils.rm(found);
                }
            }
            // A crash came between deleting a collection and its aliases.
            registry.replaceAliases(registry.aliases.retaining(registry.names()));
        } catch (IOException | RuntimeException e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    /** The collection of this name or alias. */
    @SuppressWarnings(
            "ReferenceEquality") // Asks whether the aliases were replaced meanwhile, not whether they are equal.
    public PointCollection get(String name) {
        Aliases seen;
        do {
            seen = aliases;
            PointCollection collection = collections.get(seen.resolve(name));
            if (collection != null) {
                return collection;
            }
            // The alias may have been moved to another collection, and the old one deleted, meanwhile: then look again.
        } while (seen != aliases);
        if (closed) {
            throw ErrorStatus.serverClosing();
        }
        NameRules.checkCollection(name);
        throw ErrorStatus.noSuchCollection(name);
    }

    /** Whether it is the name or an alias of a collection. */
    public boolean contains(String name) {
        NameRules.checkCollection(name);
        if (closed) {
            throw ErrorStatus.serverClosing();
        }
        return collections.containsKey(aliases.resolve(name));
    }

    public Collection<String> names() {
        return collections.keySet();
    }

    public Aliases aliases() {
        return aliases;
    }

    public synchronized void create(CreateCollection request) throws IOException {
        checkOpen();
        String name = request.getCollectionName();
        Schema.check(request);
        EnumChecks.check(request);
        if (collections.containsKey(name)) {
            throw ErrorStatus.collectionExists(name);
        }
        if (aliases.contains(name)) {
            throw ErrorStatus.badInput(
                    "Can't create collection with name %s. Alias with the same name already exists".formatted(name));
        }
        CollectionLimits.collections(collections.size() + 1, mostCollections, name);
        CollectionFile file = CollectionFile.of(request);
        Schema schema = file.schema();
        Path home = Files.createDirectory(directory.resolve(UUID.randomUUID().toString()));
        try {
            file.write(home);
            IOUtils.fsync(directory, true);
            collections.put(schema.name(), PointCollection.open(home, settings, threads));
        } catch (IOException | RuntimeException e) {
            CollectionFile.delete(home);
            throw e;
        }
    }

    /** Deletes the collection of this name, and its aliases. Returns whether there was one: an alias is none. */
    public synchronized boolean delete(String name) throws IOException {
        checkOpen();
        NameRules.checkCollection(name);
        PointCollection collection = collections.get(name);
        if (collection == null) {
            return false;
        }
        collection.forget();
        collections.remove(name);
        try {
            replaceAliases(aliases.retaining(names()));
        } finally {
            collection.drop();
        }
        return true;
    }

    /** Does all of it or, with an exception, nothing. Nobody sees a part of it. */
    public synchronized void changeAliases(List<AliasOperations> actions) throws IOException {
        checkOpen();
        replaceAliases(aliases.after(actions, names()));
    }

    private void replaceAliases(Aliases changed) throws IOException {
        if (!changed.equals(aliases)) {
            changed.write(aliasFile);
            aliases = changed;
        }
    }

    private void checkOpen() {
        if (closed) {
            throw ErrorStatus.serverClosing();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        collections.values().forEach(PointCollection::close);
        collections.clear();
        threads.close();
    }

    private static List<Path> directoriesIn(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        }
    }
}
