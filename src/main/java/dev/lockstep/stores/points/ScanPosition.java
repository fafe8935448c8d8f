package dev.lockstep.stores.points;

import io.qdrant.client.grpc.Common;

/** Where in a collection a scan goes on. Only Qdrant can say it: others may have put points there whose ids are numbers. */
public final class ScanPosition {

    private final Common.PointId next;

    ScanPosition(Common.PointId next) {
        this.next = next;
    }

    Common.PointId next() {
        return next;
    }
}
