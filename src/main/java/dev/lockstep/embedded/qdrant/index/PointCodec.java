package dev.lockstep.embedded.qdrant.index;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;

/** Lucene's own codec, but for vectors. */
final class PointCodec extends Lucene912Codec {
    static {
        // Lucene looks formats up by name when it reads, in the class loader it was first used with.
        KnnVectorsFormat.reloadKnnVectorsFormat(PointVectorsFormat.class.getClassLoader());
    }

    private final KnnVectorsFormat vectors;
    private final KnnVectorsFormat withoutGraphs;
    private final Set<String> scanned;

    PointCodec(GraphPermit graphs, Collection<VectorSpec> specs) {
        this.vectors = new PointVectorsFormat(graphs);
        this.withoutGraphs = PointVectorsFormat.withoutGraphs();
        this.scanned = specs.stream()
                .filter(spec -> !spec.metric().hasGraphs())
                .map(VectorSpec::field)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return scanned.contains(field) ? withoutGraphs : vectors;
    }
}
