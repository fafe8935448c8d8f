package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.RestartsTest;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IndexFormatTest {
    private static final Map<String, Value> KIND_A = Map.of("kind", value("a"));

    @TempDir
    Path directory;

    @Test
    void pointsOfAnOlderFormatAreIndexedAgainOnceWithAllTheyHad() throws IOException {
        written(point(1, KIND_A, 3, 4));
        makeOld();
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count(matchKeyword("kind", "a")))
                    .as("found by payload")
                    .isEqualTo(2);
            RetrievedPoint old = get(qdrant, 2);
            assertThat(old.getPayloadMap()).isEqualTo(KIND_A);
            assertThat(old.getVectors()
                            .getVectors()
                            .getVectorsMap()
                            .get(DENSE)
                            .getDense()
                            .getDataList())
                    .containsExactly(0.6f, 0.8f);
            assertThat(qdrant.upsert(point(3, Map.of(), 1, 0)).getOperationId()).isEqualTo(8);
        }
        assertThat(commitData()).containsEntry("format", "2").containsEntry("applied", "8");
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count()).isEqualTo(3);
        }
    }

    @Test
    void aCrashWhilePointsAreIndexedAgainLeavesTheOldIndex(@TempDir Path image) throws IOException {
        written(point(1, KIND_A, 3, 4));
        makeOld();
        RestartsTest.copy(directory, image);
        RunningQdrant.in(directory).close();
        // What a second start of the interrupted one finds: the old commit, and files that belong to none.
        for (Path file : filesOf(index(directory))) {
            Path there = index(image).resolve(file.getFileName());
            if (!Files.exists(there) && !file.getFileName().toString().startsWith("segments")) {
                Files.copy(file, there);
            }
        }
        try (RunningQdrant qdrant = RunningQdrant.in(image)) {
            assertThat(qdrant.count(matchKeyword("kind", "a"))).isEqualTo(2);
        }
    }

    @Test
    void aLaterFormatIsRefusedAndLeftAsItIs() throws IOException {
        written(point(1, KIND_A, 3, 4));
        change(Map.of("format", "99"), writer -> {});
        List<Path> before = filesOf(index(directory));
        assertThatThrownBy(() -> RunningQdrant.in(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(index(directory).toString())
                .hasMessageContaining("has index format 99, this version reads formats up to 2");
        assertThat(filesOf(index(directory))).containsExactlyInAnyOrderElementsOf(before);
    }

    private void written(PointStruct point) {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            qdrant.upsert(point);
        }
    }

    /** A made-up older format: without a number, and the point 2 without what filters need; `kind` is another kind of field. */
    private void makeOld() throws IOException {
        RetrievedPoint stored =
                RetrievedPoint.newBuilder().setId(id(2)).putAllPayload(KIND_A).build();
        BytesRef key = key(2);
        Document old = new Document();
        old.add(new StringField("id", key, Store.NO));
        old.add(new SortedDocValuesField("id", key));
        old.add(new NumericDocValuesField("version", 7));
        old.add(new BinaryDocValuesField("point", new BytesRef(stored.toByteArray())));
        old.add(new KnnFloatVectorField("v:" + DENSE, new float[] {0.6f, 0.8f}, VectorSimilarityFunction.DOT_PRODUCT));
        change(Map.of("applied", "7"), writer -> {
            long ignored = writer.addDocument(old);
        });
    }

    private static BytesRef key(long number) {
        return PointKey.of(id(number));
    }

    private interface Change {
        void make(IndexWriter writer) throws IOException;
    }

    private void change(Map<String, String> data, Change change) throws IOException {
        Map<String, String> changed = new HashMap<>(commitData());
        changed.remove("format");
        changed.putAll(data);
        try (Directory files = FSDirectory.open(index(directory));
                IndexWriter writer = new IndexWriter(files, new IndexWriterConfig(null))) {
            change.make(writer);
            writer.setLiveCommitData(changed.entrySet());
            long ignored = writer.commit();
        }
    }

    private Map<String, String> commitData() throws IOException {
        try (Directory files = FSDirectory.open(index(directory))) {
            return SegmentInfos.readLatestCommit(files).getUserData();
        }
    }

    private static RetrievedPoint get(RunningQdrant qdrant, long number) {
        return qdrant.points
                .get(GetPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .addIds(id(number))
                        .setWithPayload(enable(true))
                        .setWithVectors(io.qdrant.client.WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResult(0);
    }

    private static Path index(Path server) {
        try (Stream<Path> collections = Files.list(server.resolve("collections"))) {
            return collections.findFirst().orElseThrow().resolve("index");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> filesOf(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.toList();
        }
    }
}
