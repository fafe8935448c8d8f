package dev.lockstep.testing;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;

/** Answers a write as if it had been logged, or applied if the caller waits for that, and does nothing. */
final class Pretence<Q, A> extends ServerCall.Listener<Q> {

    private final ServerCall<Q, A> call;
    private UpdateStatus status = UpdateStatus.Acknowledged;

    Pretence(ServerCall<Q, A> call) {
        this.call = call;
        call.request(2);
    }

    @Override
    public void onMessage(Q request) {
        boolean waits = request instanceof UpsertPoints upsert && upsert.getWait()
                || request instanceof DeletePoints delete && delete.getWait();
        status = waits ? UpdateStatus.Completed : UpdateStatus.Acknowledged;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void onHalfClose() {
        call.sendHeaders(new Metadata());
        call.sendMessage((A) FaultyCalls.answer(status));
        call.close(Status.OK, new Metadata());
    }
}
