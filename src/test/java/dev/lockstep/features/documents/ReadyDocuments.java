package dev.lockstep.features.documents;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ChosenChunking;
import dev.lockstep.domain.ChosenChunking.By;
import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.DocumentLanguage;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.SourceText;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.domain.Write;
import dev.lockstep.stores.catalog.documents.DocumentVersions;
import dev.lockstep.stores.catalog.postgres.Untransacted;
import dev.lockstep.stores.points.Acknowledgement;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Writes documents that are chunked and embedded already: through a unit of work, and naively, to compare the two. */
@Singleton
public class ReadyDocuments {

    /** Different ones, in a chunk of 150 words without stop words. */
    private static final int TERMS = 70;

    private final DocumentWriter writer;
    private final DocumentVersions versions;
    private final PointStore points;
    private final Pool pool;

    ReadyDocuments(DocumentWriter writer, DocumentVersions versions, PointStore points, Pool pool) {
        this.writer = writer;
        this.versions = versions;
        this.points = points;
        this.pool = pool;
    }

    /** A document of random vectors of 384 dimensions and 150 words a chunk. */
    public static VersionContent make(int chunks, SplittableRandom random) {
        return make(chunks, random, ReadyDocuments::terms);
    }

    /** @param terms of a chunk */
    public static VersionContent make(
            int chunks, SplittableRandom random, Function<SplittableRandom, SparseVector> terms) {
        String text = "A hundred and fifty words of text stand here, as they would in a chunk. ".repeat(11);
        return new VersionContent(
                new SourceText("Title", Format.TEXT, text, null, List.of()),
                Long.toHexString(random.nextLong()),
                Metadata.EMPTY,
                new ChosenChunking(Chunking.DEFAULT, By.KNOWLEDGE_BASE),
                DocumentLanguage.OF_KNOWLEDGE_BASE,
                IntStream.range(0, chunks)
                        .mapToObj(i -> new Chunk(
                                PointId.next(),
                                new Position(i, 0, text.length()),
                                text,
                                List.of(),
                                Metadata.EMPTY,
                                unitVector(random),
                                terms.apply(random),
                                null))
                        .toList());
    }

    private static SparseVector terms(SplittableRandom random) {
        int[] indices = random.ints().distinct().limit(TERMS).toArray();
        for (int i = 0; i < indices.length; i++) {
            indices[i] ^= Integer.MIN_VALUE;
        }
        Arrays.sort(indices);
        float[] weights = new float[TERMS];
        for (int i = 0; i < TERMS; i++) {
            indices[i] ^= Integer.MIN_VALUE;
            weights[i] = 0.5f + (float) random.nextDouble();
        }
        return new SparseVector(indices, weights);
    }

    private static Embedding unitVector(SplittableRandom random) {
        float[] vector = new float[384];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (random.nextDouble() - 0.5);
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return new Embedding(vector);
    }

    public Uni<Void> transactionally(KnowledgeBase knowledgeBase, VersionContent content) {
        return writer.create(
                        Write.by(Caller.LOCAL),
                        knowledgeBase,
                        WriteVersion.Target.create(null, null),
                        PreparedVersion.ofStored(content))
                .replaceWithVoid();
    }

    /** The same rows by one statement, then the same points: no record, no protection, and nothing if it fails between. */
    public Uni<Void> naively(KnowledgeBase knowledgeBase, VersionContent content) {
        UnitOfWorkId nobody = UnitOfWorkId.next();
        DocumentId id = DocumentId.next();
        List<Point> itsPoints = content.chunks().stream()
                .map(chunk -> new Point(
                        chunk.id(),
                        knowledgeBase.tenant(),
                        knowledgeBase.collection(),
                        knowledgeBase.id().scope(),
                        id.owner(),
                        1,
                        nobody,
                        chunk.embedding(),
                        chunk.lexical(),
                        content.metadata()))
                .toList();
        return pool.withConnection(connection ->
                        versions.stageNew(Untransacted.on(connection), knowledgeBase, id, null, content, nobody, 0))
                .chain(() -> points.upsert(
                        knowledgeBase.collection(), itsPoints, Acknowledgement.LOGGED, points.standardDeadline()));
    }
}
