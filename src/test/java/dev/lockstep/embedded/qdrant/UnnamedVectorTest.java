package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsDiff;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Collections.VectorsConfigDiff;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import io.qdrant.client.grpc.Points.VectorsOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.VectorsFactory.vectors;
import static io.qdrant.client.WithVectorsSelectorFactory.enable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A collection made with one VectorParams has one vector, whose name is empty (DEFAULT_VECTOR_NAME in Qdrant). */
class UnnamedVectorTest {
    @TempDir
    Path directory;

    private RunningQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    private static CreateCollection.Builder unnamed(Distance distance) {
        return CreateCollection.newBuilder()
                .setCollectionName(POINTS)
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParams(VectorParams.newBuilder().setSize(2).setDistance(distance)));
    }

    private void create(CreateCollection.Builder request) {
        assertThat(qdrant.collections.create(request.build()).getResult()).isTrue();
    }

    private static PointStruct point(long number, Vectors vectors) {
        return PointStruct.newBuilder().setId(id(number)).setVectors(vectors).build();
    }

    @Test
    void pointsHaveAPlainVectorAndAreFoundWithoutAName() {
        create(unnamed(Distance.Cosine));
        qdrant.upsert(point(1, vectors(3, 4)), point(2, vectors(-3, 4)));
        qdrant.close();
        qdrant = RunningQdrant.in(directory);

        List<ScoredPoint> found = qdrant.points
                .query(QueryPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setQuery(nearest(3f, 4f))
                        .setWithVectors(enable(true))
                        .build())
                .getResultList();
        assertThat(found).extracting(point -> point.getId().getNum()).containsExactly(1L, 2L);
        assertThat(found.get(0).getScore()).isEqualTo(1);
        assertThat(found.get(0).getVectors().getVectorsOptionsCase())
                .isEqualTo(VectorsOutput.VectorsOptionsCase.VECTOR);
        assertThat(found.get(0).getVectors().getVector().getDense().getDataList())
                .containsExactly(0.6f, 0.8f);
    }

    @Test
    void theEmptyNameIsItsName() {
        create(unnamed(Distance.Dot));
        qdrant.upsert(point(1, namedVectors(Map.of("", vector(1f, 2f)))));
        assertThat(vectorsOf(1).getVector().getDense().getDataList()).containsExactly(1f, 2f);
    }

    @Test
    @SuppressWarnings("deprecation") // What clients before 1.12 send.
    void theOlderFormOfAVectorIsTaken() {
        create(unnamed(Distance.Dot));
        qdrant.upsert(point(
                1,
                Vectors.newBuilder()
                        .setVector(Vector.newBuilder().addData(5).addData(6))
                        .build()));
        assertThat(vectorsOf(1).getVector().getDense().getDataList()).containsExactly(5f, 6f);
    }

    @Test
    void besideASparseVectorItIsToldByName() {
        // VectorStructInternal::from(NamedVectors) in lib/segment/src/data_types/vectors.rs.
        create(unnamed(Distance.Dot)
                .setSparseVectorsConfig(
                        SparseVectorConfig.newBuilder().putMap(SPARSE, SparseVectorParams.getDefaultInstance())));
        qdrant.upsert(
                point(1, namedVectors(Map.of("", vector(1f, 2f), SPARSE, vector(List.of(1f), List.of(7))))),
                point(2, vectors(1, 2)));
        assertThat(vectorsOf(1).getVectors().getVectorsMap()).containsOnlyKeys("", SPARSE);
        assertThat(vectorsOf(2).getVectorsOptionsCase()).isEqualTo(VectorsOutput.VectorsOptionsCase.VECTOR);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        create(unnamed(Distance.Dot));
        assertThatThrownBy(() -> qdrant.upsert(point(1, vectors(1, 2, 3))))
                .hasMessageContaining("Vector dimension error: expected dim: 2, got 3");
        assertThatThrownBy(() -> qdrant.upsert(point(1, namedVectors(Map.of("named", vector(1f, 2f))))))
                .hasMessageContaining("Not existing vector name error: named");
        assertThatThrownBy(() -> create(unnamed(Distance.Dot)
                        .setCollectionName("other")
                        .setSparseVectorsConfig(
                                SparseVectorConfig.newBuilder().putMap("", SparseVectorParams.getDefaultInstance()))))
                .hasMessage("INVALID_ARGUMENT: Wrong input: Sparse vector name cannot be empty");
    }

    @Test
    void itsSettingsAreToldAndChanged() {
        create(unnamed(Distance.Euclid));
        var changed = qdrant.collections.update(UpdateCollection.newBuilder()
                .setCollectionName(POINTS)
                .setVectorsConfig(VectorsConfigDiff.newBuilder()
                        .setParams(VectorParamsDiff.newBuilder()
                                .setHnswConfig(HnswConfigDiff.newBuilder().setM(4))))
                .build());
        assertThat(changed.getResult()).isTrue();
        VectorParams params = qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult()
                .getConfig()
                .getParams()
                .getVectorsConfig()
                .getParams();
        assertThat(params.getSize()).isEqualTo(2);
        assertThat(params.getDistance()).isEqualTo(Distance.Euclid);
        assertThat(params.getHnswConfig().getM()).isEqualTo(4);
    }

    private VectorsOutput vectorsOf(long number) {
        return qdrant.points
                .get(GetPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .addIds(id(number))
                        .setWithVectors(enable(true))
                        .build())
                .getResult(0)
                .getVectors();
    }
}
