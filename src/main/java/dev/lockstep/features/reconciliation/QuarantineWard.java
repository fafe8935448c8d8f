package dev.lockstep.features.reconciliation;

import dev.lockstep.stores.catalog.reconciliation.Quarantine;
import dev.lockstep.stores.catalog.reconciliation.Quarantine.Suspect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the list of points that nothing explains: adds those that a pass saw, takes off those that it did not see. */
@ApplicationScoped
class QuarantineWard {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reconciliation");

    private final Quarantine quarantine;
    private final ReconciliationSettings settings;

    QuarantineWard(Quarantine quarantine, ReconciliationSettings settings) {
        this.quarantine = quarantine;
        this.settings = settings;
    }

    /** Opens the list of a collection for a pass. A pass that only looks leaves the list as it is. */
    Uni<Stay> open(String collection, Order order) {
        return order.mends()
                ? quarantine.now().map(now -> new Stay(collection, order, now))
                : Uni.createFrom().item(new Stay(collection, order, null));
    }

    /** The changes of one pass to the list of one collection. */
    final class Stay {

        private final String collection;
        private final Order order;
        private final @Nullable OffsetDateTime since;
        private int room = settings.quarantineLimit();
        private int fresh;

        private Stay(String collection, Order order, @Nullable OffsetDateTime since) {
            this.collection = collection;
            this.order = order;
            this.since = since;
        }

        Uni<Void> admit(List<Suspect> suspects) {
            List<Suspect> admitted = suspects.subList(0, Math.min(room, suspects.size()));
            if (since == null || admitted.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            room -= admitted.size();
            return quarantine
                    .record(collection, admitted)
                    .invoke(unknown -> fresh += unknown)
                    .replaceWithVoid();
        }

        /**
         * Takes points off the list that are not there any more, which only a look at the whole collection can tell.
         */
        Uni<Void> close() {
            if (fresh > 0) {
                LOG.warnf(
                        "%d points in collection %s belong to units of work that this database does not know; they are left"
                                + " alone, and listed in the table quarantined_point",
                        fresh, collection);
            }
            return since == null || order.filter() != null
                    ? Uni.createFrom().voidItem()
                    : quarantine.release(collection, since).replaceWithVoid();
        }
    }

    /** Takes the points of all other collections off the list, as those collections are gone. */
    Uni<Void> keepOnly(List<String> collections) {
        return quarantine.releaseOthers(collections).replaceWithVoid();
    }
}
