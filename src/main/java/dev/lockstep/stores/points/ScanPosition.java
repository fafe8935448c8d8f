package dev.lockstep.stores.points;

import io.qdrant.client.grpc.Common;

/**
 * The place in a collection where a scan goes on. Only Qdrant can name it: others may have put points there whose
 * ids are numbers.
 */
public final class ScanPosition {

    private final Common.PointId next;

    ScanPosition(Common.PointId next) {
        this.next = next;
    }

    Common.PointId next() {
        return next;
    }
}
