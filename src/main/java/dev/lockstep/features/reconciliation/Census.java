package dev.lockstep.features.reconciliation;

import dev.lockstep.features.reconciliation.Judgement.Judged;
import dev.lockstep.features.reconciliation.Order.Fuse;
import dev.lockstep.features.reconciliation.Tally.Place;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import dev.lockstep.stores.points.ScannedPoint;
import java.util.List;

/** The points of one collection, counted; and how many of them may go. */
final class Census {

    private final String collection;
    private final Tally tally;
    private long seen;
    private long zombies;
    private long mayGo;

    Census(String collection, Tally tally) {
        this.collection = collection;
        this.tally = tally;
    }

    void add(List<ScannedPoint> page, Judged judged) {
        seen += page.size();
        zombies += judged.zombies().size();
        tally.scanned(page.size());
        judged.zombies().forEach(zombie -> tally.found(new Place(collection, zombie.scope()), Kind.ZOMBIE, 1));
        tally.found(
                new Place(collection, null), Kind.QUARANTINED, judged.suspects().size());
    }

    /**
     * Tells whether the zombies may be removed. Too many of them at once are more likely a mistake of ours, or a
     * database that was restored from an old state, than garbage.
     */
    boolean allows(Fuse fuse, ReconciliationSettings settings) {
        if (zombies == 0) {
            return false;
        }
        long most = Math.max(settings.fuseFloor(), (long) Math.floor(seen * settings.fuseShare()));
        mayGo = fuse == Fuse.IGNORED ? Long.MAX_VALUE : most;
        if (zombies <= mayGo) {
            return true;
        }
        tally.fuseBlown(
                "%s: %d of %d points would be removed, but a pass may remove only %d: nothing was removed. Find out why, then POST"
                                .formatted(collection, zombies, seen, most)
                        + " /v1/consistency/repair with \"ignore_fuse\": true");
        return false;
    }

    /** Returns as many of these points as may still be removed. */
    List<ScannedPoint> removable(List<ScannedPoint> found) {
        List<ScannedPoint> going = found.size() <= mayGo ? found : found.subList(0, (int) mayGo);
        mayGo -= going.size();
        return going;
    }
}
