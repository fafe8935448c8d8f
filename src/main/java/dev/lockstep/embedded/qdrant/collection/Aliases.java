package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.schema.NameRules;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.RenameAlias;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Further names of collections, as of one moment. A change makes new ones, which take the place of the old in one step, on disk and
 * for readers.
 *
 * @param collections by alias
 */
public record Aliases(Map<String, String> collections) {
    private static final int FORMAT = 1;

    public Aliases {
        collections = Map.copyOf(collections);
    }

    /** Reads a file if there is one. */
    static Aliases read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Aliases(Map.of());
        }
        ListAliasesResponse stored = AtomicFile.read(file, FORMAT, ListAliasesResponse::parseDelimitedFrom);
        if (stored == null) {
            throw new IOException(file + " is truncated");
        }
        Map<String, String> collections = new HashMap<>();
        stored.getAliasesList().forEach(alias -> collections.put(alias.getAliasName(), alias.getCollectionName()));
        return new Aliases(collections);
    }

    void write(Path file) throws IOException {
        ListAliasesResponse stored =
                ListAliasesResponse.newBuilder().addAllAliases(list()).build();
        AtomicFile.replace(file, FORMAT, stored::writeDelimitedTo);
    }

    /** The name of the collection that is meant by the name of a collection or an alias. */
    String resolve(String name) {
        return collections.getOrDefault(name, name);
    }

    boolean contains(String alias) {
        return collections.containsKey(alias);
    }

    public List<AliasDescription> list() {
        return collections.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(alias -> AliasDescription.newBuilder()
                        .setAliasName(alias.getKey())
                        .setCollectionName(alias.getValue())
                        .build())
                .toList();
    }

    public List<AliasDescription> list(String collection) {
        return list().stream()
                .filter(alias -> alias.getCollectionName().equals(collection))
                .toList();
    }

    /** The aliases whose collection exists. */
    Aliases retaining(Collection<String> existing) {
        Map<String, String> kept = new HashMap<>(collections);
        kept.values().retainAll(existing);
        return new Aliases(kept);
    }

    /** The aliases after all these actions in order, each on the result of those before it. Throws if one cannot be done. */
    Aliases after(List<AliasOperations> actions, Collection<String> existing) {
        Map<String, String> changed = new HashMap<>(collections);
        for (AliasOperations action : actions) {
            switch (action.getActionCase()) {
                case CREATE_ALIAS -> create(action.getCreateAlias(), changed, existing);
                case RENAME_ALIAS -> rename(action.getRenameAlias(), changed, existing);
                case DELETE_ALIAS -> changed.remove(action.getDeleteAlias().getAliasName());
                case ACTION_NOT_SET -> throw ErrorStatus.badInput("Malformed AliasOperation type");
            }
        }
        CollectionLimits.aliases(changed.size());
        return new Aliases(changed);
    }

    private static void create(CreateAlias action, Map<String, String> changed, Collection<String> existing) {
        if (!existing.contains(action.getCollectionName())) {
            throw ErrorStatus.noSuchCollection(action.getCollectionName());
        }
        checkFree(action.getAliasName(), existing);
        changed.put(action.getAliasName(), action.getCollectionName());
    }

    private static void rename(RenameAlias action, Map<String, String> changed, Collection<String> existing) {
        String collection = changed.remove(action.getOldAliasName());
        if (collection == null) {
            throw ErrorStatus.noSuchAlias(action.getOldAliasName());
        }
        checkFree(action.getNewAliasName(), existing);
        changed.put(action.getNewAliasName(), collection);
    }

    /** An alias may take the place of an alias, but not of a collection. */
    private static void checkFree(String alias, Collection<String> existing) {
        NameRules.checkNewAlias(alias);
        if (existing.contains(alias)) {
            throw ErrorStatus.collectionExists(alias);
        }
    }
}
