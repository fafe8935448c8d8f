package dev.lockstep.engine.buffer;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some points side by side in memory: what a scan reads of them lies in the order in which it reads it. Point by point, each would
 * be a wait for memory.
 */
public final class PointBlock {

    /** The most points in a block: their scores fit into the processor's first cache. */
    public static final int MOST = 1_024;

    private final PointId[] ids;
    private final Metadata[] metadata;
    private final @Nullable String[] languages;

    /** The vectors, one after the other. */
    private final float[] embeddings;

    private final InvertedIndex terms;

    private PointBlock(
            PointId[] ids, Metadata[] metadata, @Nullable String[] languages, float[] embeddings, InvertedIndex terms) {
        this.ids = ids;
        this.metadata = metadata;
        this.languages = languages;
        this.embeddings = embeddings;
        this.terms = terms;
    }

    /** @param points at least one, with embeddings of one dimension */
    static PointBlock of(List<Point> points) {
        int dimension = points.get(0).embedding().dimension();
        float[] embeddings = new float[points.size() * dimension];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(points.get(i).embedding().vector(), 0, embeddings, i * dimension, dimension);
        }
        return new PointBlock(
                points.stream().map(Point::id).toArray(PointId[]::new),
                points.stream().map(Point::metadata).toArray(Metadata[]::new),
                points.stream().map(Point::language).toArray(String[]::new),
                embeddings,
                InvertedIndex.of(points.stream().map(Point::lexical).toList()));
    }

    public int size() {
        return ids.length;
    }

    public PointId id(int point) {
        return ids[point];
    }

    public boolean matches(Filter filter, int point) {
        return filter.matches(metadata[point], languages[point]);
    }

    /** Returns the cosine similarity, -1 to 1. */
    public float dot(Embedding query, int point) {
        return query.dot(embeddings, point * query.dimension());
    }

    public InvertedIndex terms() {
        return terms;
    }
}
