package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.Points.PointStruct;

/**
 * A point as the operations before left it.
 *
 * @param version sequence number of the last operation that wrote it
 */
record CurrentPoint(PointStruct point, long version) {}
