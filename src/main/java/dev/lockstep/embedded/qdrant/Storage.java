package dev.lockstep.embedded.qdrant;

import com.google.protobuf.CodedInputStream;
import dev.lockstep.embedded.qdrant.filter.PayloadIndexes;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.log.OperationLog;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.lucene.util.IOUtils;

/** The two halves of what a collection keeps on disk. Opened, the index has everything that the log has. */
record Storage(PointIndex index, OperationLog log) {
    /** Messages in each other; requests have at most a hundred. */
    private static final int DEEPEST = 110;

    static Storage open(Path directory, Schema schema, PayloadIndexes indexes) throws IOException {
        PointIndex index = PointIndex.open(directory.resolve("index"), schema.vectors());
        index.use(indexes);
        try {
            return new Storage(index, replayed(directory.resolve("log"), index));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(index);
            throw e;
        }
    }

    private static OperationLog replayed(Path directory, PointIndex index) throws IOException {
        OperationLog log = OperationLog.open(directory, index.committed());
        try {
            Applier applier = new Applier(index);
            log.replay(index.committed(), entry -> {
                var ignored = applier.apply(read(entry.operation()), entry.sequence());
            });
            index.refresh();
            return log;
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(log);
            throw e;
        }
    }

    /** An operation has what came in a request, one message deeper: what could be read there is read here. */
    private static PointsUpdateOperation read(ByteBuffer operation) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(operation);
        in.setRecursionLimit(DEEPEST);
        return PointsUpdateOperation.parseFrom(in);
    }
}
