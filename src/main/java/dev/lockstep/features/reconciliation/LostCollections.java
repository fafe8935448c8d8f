package dev.lockstep.features.reconciliation;

import dev.lockstep.features.reconciliation.Tally.Place;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.stores.catalog.knowledgebases.CollectionOwners;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import dev.lockstep.stores.points.PayloadIndex;
import dev.lockstep.stores.points.PayloadIndexes;
import dev.lockstep.stores.points.PointCollections;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes collections again that live knowledge bases need and Qdrant lacks, empty: what must be in them is then missing, and
 * is restored as such.
 *
 * <p>PostgreSQL is asked first: a knowledge base is live only after its collection was made. Before one is made again, it is
 * asked once more, for the knowledge base may have been deleted since.
 */
@ApplicationScoped
class LostCollections {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reconciliation");

    private final CollectionOwners owners;
    private final PointCollections collections;
    private final PayloadIndexes indexes;
    private final PointStore points;

    LostCollections(CollectionOwners owners, PointCollections collections, PayloadIndexes indexes, PointStore points) {
        this.owners = owners;
        this.collections = collections;
        this.indexes = indexes;
        this.points = points;
    }

    Uni<Void> restore(Order order, PassRun run) {
        return owners.required()
                .map(Map::keySet)
                .map(required ->
                        order.only() == null ? required : Set.of(order.only().collection()))
                .chain(required -> collections.names(points.standardDeadline()).map(there -> lacking(required, there)))
                .chain(lost -> Paging.inTurn(
                        lost, collection -> run.tolerating(collection, () -> restore(collection, order, run.tally()))));
    }

    private static List<String> lacking(Set<String> required, Set<String> there) {
        List<String> lacking = new ArrayList<>(required);
        lacking.removeAll(there);
        return lacking;
    }

    private Uni<Void> restore(String collection, Order order, Tally tally) {
        Place place = new Place(collection, null);
        return owners.dimension(collection).chain(dimension -> {
            if (dimension.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            tally.found(place, Kind.LOST_COLLECTION, 1);
            return order.mends()
                    ? collections
                            .create(collection, dimension.get(), points.standardDeadline())
                            .chain(() -> index(collection))
                            .invoke(() -> tally.mended(place, Kind.LOST_COLLECTION, 1))
                            .invoke(() -> LOG.warnf(
                                    "collection %s was missing in Qdrant and was made again; its points follow",
                                    collection))
                    : Uni.createFrom().voidItem();
        });
    }

    /**
     * Makes the indexes of a collection before its points are restored. Fields that no schema declares are indexed when
     * a filter uses them.
     */
    private Uni<Void> index(String collection) {
        return owners.schemas(collection)
                .map(schemas -> schemas.stream()
                        .flatMap(schema -> PayloadIndex.of(schema).stream())
                        .toList())
                .chain(declared -> indexes.create(collection, declared, points.standardDeadline()));
    }
}
