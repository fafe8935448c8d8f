package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.Deadline;
import dev.lockstep.features.reconciliation.Tally.Place;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.stores.catalog.knowledgebases.CollectionOwners;
import dev.lockstep.stores.catalog.knowledgebases.CollectionOwners.Role;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import dev.lockstep.stores.points.PointCollections;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The search for zombies: goes through every collection in Qdrant that is Lockstep's, see {@link Orphans}.
 *
 * <p>Others may use the same Qdrant. Collections that are not named as Lockstep names its own are not looked at. One that is,
 * and that this database does not know, is reported and left alone. One that this database knows to be left over, because
 * making its knowledge base was undone or deleting it has settled, is dropped: the names carry an id that is never used again.
 * Qdrant is asked first, so that the record of a knowledge base that is being made is there when PostgreSQL is asked.
 */
@ApplicationScoped
class Collector implements Pass {

    static final String NAME = "collector";

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reconciliation");

    /** The prefix of the names of all collections of Lockstep. */
    private static final String PREFIX = "lockstep_";

    /** The collection of one knowledge base has its id in the name, and from the second generation on the generation's number. */
    private static final Predicate<String> OWN =
            Pattern.compile(PREFIX + "[0-9a-f-]{36}(_g[0-9]+)?").asMatchPredicate();

    private final PointCollections collections;
    private final CollectionOwners owners;
    private final Orphans orphans;
    private final QuarantineWard ward;
    private final PointStore points;

    Collector(
            PointCollections collections,
            CollectionOwners owners,
            Orphans orphans,
            QuarantineWard ward,
            PointStore points) {
        this.collections = collections;
        this.owners = owners;
        this.orphans = orphans;
        this.ward = ward;
        this.points = points;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "Searches Qdrant for points that are not live and never will be, and removes them.";
    }

    @Override
    public Uni<Void> carryOut(Order order, PassRun run) {
        if (order.only() != null) {
            String collection = order.only().collection();
            return run.tolerating(collection, () -> orphans.collect(collection, order, run));
        }
        return ours().call(ours -> ward.keepOnly(ours))
                .chain(this::roles)
                .chain(roles -> Paging.inTurn(
                        roles.entrySet(),
                        collection -> run.tolerating(collection.getKey(), () -> look(collection, order, run))));
    }

    private Uni<List<String>> ours() {
        return collections.names(deadline()).map(names -> names.stream()
                .filter(name -> name.startsWith(PREFIX))
                .toList());
    }

    /**
     * Returns the role of each collection. A shared one belongs to nobody in particular: each point in it is judged by
     * itself.
     */
    private Uni<Map<String, Role>> roles(List<String> ours) {
        return owners.roles(ours.stream().filter(OWN).toList()).map(roles -> {
            ours.stream().filter(OWN.negate()).forEach(shared -> roles.put(shared, Role.IN_USE));
            return roles;
        });
    }

    private Uni<Void> look(Map.Entry<String, Role> collection, Order order, PassRun run) {
        String name = collection.getKey();
        return switch (collection.getValue()) {
            case IN_USE -> orphans.collect(name, order, run);
            case IN_TRANSITION -> Uni.createFrom().voidItem();
            case LEFT_OVER -> drop(name, order, run.tally());
            case UNKNOWN -> report(name, run.tally());
        };
    }

    private Uni<Void> drop(String collection, Order order, Tally tally) {
        Place place = new Place(collection, null);
        tally.found(place, Kind.ORPHANED_COLLECTION, 1);
        return order.mends()
                ? collections
                        .drop(collection, deadline())
                        .invoke(() -> tally.mended(place, Kind.ORPHANED_COLLECTION, 1))
                        .invoke(() -> LOG.warnf(
                                "collection %s was left over from a knowledge base that is gone; dropped", collection))
                : Uni.createFrom().voidItem();
    }

    private static Uni<Void> report(String collection, Tally tally) {
        tally.found(new Place(collection, null), Kind.ORPHANED_COLLECTION, 1);
        tally.note("collection " + collection
                + " is named like one of Lockstep's but unknown to this database: left alone");
        return Uni.createFrom().voidItem();
    }

    private Deadline deadline() {
        return points.standardDeadline();
    }
}
