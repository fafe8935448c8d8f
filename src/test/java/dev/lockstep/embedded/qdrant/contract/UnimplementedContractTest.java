package dev.lockstep.embedded.qdrant.contract;

import com.google.protobuf.Message;
import dev.lockstep.embedded.qdrant.differential.Answer;
import dev.lockstep.embedded.qdrant.differential.Operation;
import dev.lockstep.embedded.qdrant.differential.Protocol;
import io.grpc.Status.Code;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.ContextInput;
import io.qdrant.client.grpc.Points.DiscoverInput;
import io.qdrant.client.grpc.Points.Formula;
import io.qdrant.client.grpc.Points.LookupLocation;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendInput;
import io.qdrant.client.grpc.Points.RelevanceFeedbackInput;
import io.qdrant.client.grpc.Points.ShardKeySelector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.DENSE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.VectorFactory.multiVector;
import static org.assertj.core.api.Assertions.assertThat;

/** What the table leaves out is refused by its name, never left out of what is done. A real server does it. */
@Row({"Collections", "Points, writing", "Points, reading"})
class UnimplementedContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    private static final Set<String> UNIMPLEMENTED = Set.of(
            "qdrant.Collections/CollectionClusterInfo",
            "qdrant.Collections/CreateShardKey",
            "qdrant.Collections/DeleteShardKey",
            "qdrant.Collections/ListShardKeys",
            "qdrant.Collections/UpdateCollectionClusterSetup",
            "qdrant.Points/CreateVectorName",
            "qdrant.Points/DeleteVectorName",
            "qdrant.Points/Discover",
            "qdrant.Points/DiscoverBatch",
            "qdrant.Points/Recommend",
            "qdrant.Points/RecommendBatch",
            "qdrant.Points/RecommendGroups",
            "qdrant.Points/SearchMatrixOffsets",
            "qdrant.Points/SearchMatrixPairs");

    @BeforeEach
    void onlyTheEmbeddedOne() {
        QDRANT.onlyEmbedded();
    }

    /** A method that becomes implemented has to leave this list, and one of a later protocol to be on it or implemented. */
    @Test
    void methodsAreImplementedOrNamed() {
        Set<String> refused = new TreeSet<>();
        for (String method : Protocol.methods()) {
            Message nothing = Protocol.request(method, new byte[0]);
            Answer answer = Protocol.call(QDRANT.channel(), new Operation(method, nothing));
            if (answer.status().getCode() == Code.UNIMPLEMENTED) {
                assertThat(answer.status().getDescription()).contains(method);
                refused.add(method);
            }
        }
        assertThat(refused).containsExactlyInAnyOrderElementsOf(UNIMPLEMENTED);
    }

    @Test
    void kindsOfQueriesAreNamed() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        Map.of(
                        "RECOMMEND", QueryFactory.recommend(RecommendInput.getDefaultInstance()),
                        "DISCOVER", QueryFactory.discover(DiscoverInput.getDefaultInstance()),
                        "CONTEXT", QueryFactory.context(ContextInput.getDefaultInstance()),
                        "FORMULA", QueryFactory.formula(Formula.getDefaultInstance()),
                        "RELEVANCE_FEEDBACK",
                                QueryFactory.relevanceFeedback(RelevanceFeedbackInput.getDefaultInstance()))
                .forEach((name, query) -> named(name, () -> points.query(dense().setQuery(query))));
        named("multivector", () -> points.query(dense().setQuery(nearest(new float[][] {{1, 0}, {0, 1}}))));
    }

    @Test
    void partsOfQueriesAndWritesAreNamed() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        ShardKeySelector shard = ShardKeySelector.getDefaultInstance();
        named("lookup", () -> points.query(dense().setLookupFrom(LookupLocation.getDefaultInstance())));
        named("shard key", () -> points.query(dense().setShardKeySelector(shard)));
        named("shard key", () -> QDRANT.points()
                .upsert(points.upsertOf(point(1, Map.of(), 1, 0))
                        .setShardKeySelector(shard)
                        .build()));
        var several = Map.of(DENSE, multiVector(List.of(List.of(1f, 0f), List.of(0f, 1f))));
        named("multivector", () -> QDRANT.points()
                .upsert(points.upsertOf(point(id(1), Map.of(), several)).build()));
        assertThat(points.count()).isZero();
    }

    private static void named(String name, Supplier<?> call) {
        Refused.as(Code.UNIMPLEMENTED, name, call);
    }

    private static QueryPoints.Builder dense() {
        Query query = nearest(1, 0);
        return QueryPoints.newBuilder().setUsing(DENSE).setQuery(query);
    }
}
