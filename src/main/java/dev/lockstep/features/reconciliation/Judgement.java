package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.PointId;
import dev.lockstep.stores.catalog.reconciliation.PointOrigins;
import dev.lockstep.stores.catalog.reconciliation.PointOrigins.Origin;
import dev.lockstep.stores.catalog.reconciliation.PointOrigins.Seen;
import dev.lockstep.stores.catalog.reconciliation.Quarantine.Suspect;
import dev.lockstep.stores.points.ScannedPoint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks the catalog about points that were seen in Qdrant. */
@ApplicationScoped
class Judgement {

    private final PointOrigins origins;

    Judgement(PointOrigins origins) {
        this.origins = origins;
    }

    /** The points of a page that should not be there. */
    record Judged(List<ScannedPoint> zombies, List<Suspect> suspects) {

        Judged {
            zombies = List.copyOf(zombies);
            suspects = List.copyOf(suspects);
        }
    }

    Uni<Judged> judge(List<ScannedPoint> page) {
        List<Seen> seen = page.stream()
                .filter(point -> point.id() != null)
                .map(point -> new Seen(point.id(), point.unitOfWork(), point.scope()))
                .toList();
        return origins.notLive(seen).map(notLive -> judged(page, notLive));
    }

    private static Judged judged(List<ScannedPoint> page, Map<PointId, Origin> notLive) {
        List<ScannedPoint> zombies = new ArrayList<>();
        List<Suspect> suspects = new ArrayList<>();
        for (ScannedPoint point : page) {
            if (point.id() == null) {
                suspects.add(new Suspect(point.name(), point.unitOfWork(), "its id is a number; Lockstep's are UUIDs"));
            } else if (notLive.containsKey(point.id())) {
                switch (Verdict.of(notLive.get(point.id()))) {
                    case REMOVE -> zombies.add(point);
                    case QUARANTINE -> suspects.add(suspect(point));
                    case LEAVE -> {
                        // Its unit of work, recovery or the purge takes care of the point.
                    }
                }
            }
        }
        return new Judged(zombies, suspects);
    }

    private static Suspect suspect(ScannedPoint point) {
        String reason = point.unitOfWork() == null
                ? "its payload names no unit of work that can be read"
                : "its unit of work is not in this database";
        return new Suspect(point.name(), point.unitOfWork(), reason);
    }
}
