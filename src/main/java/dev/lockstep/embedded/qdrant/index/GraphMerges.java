package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;

/**
 * Merges segments of like sizes, as Lucene does, and besides: once the segments without a graph could have one together, they
 * are merged, so that searches scan no more than about that many points, however large the index is. One graph is built at a
 * time; small merges go on meanwhile.
 */
final class GraphMerges extends FilterMergePolicy {
    private final int graphFrom;

    /** What is merged into the graph that was begun last. */
    private Set<SegmentCommitInfo> building = Set.of();

    GraphMerges(int graphFrom) {
        super(new TieredMergePolicy());
        this.graphFrom = graphFrom;
    }

    @Override
    public synchronized MergeSpecification findMerges(MergeTrigger trigger, SegmentInfos segments, MergeContext context)
            throws IOException {
        MergeSpecification byPolicy = super.findMerges(trigger, segments, context);
        MergeSpecification chosen = new MergeSpecification();
        for (OneMerge merge : byPolicy == null ? List.<OneMerge>of() : byPolicy.merges) {
            if (points(merge.segments, context) < graphFrom || begin(merge, context)) {
                chosen.add(merge);
            }
        }
        if (chosen.merges.isEmpty() && context.getMergingSegments().isEmpty()) {
            List<SegmentCommitInfo> scanned = withoutGraph(segments, context);
            if (points(scanned, context) >= graphFrom) {
                OneMerge merge = new OneMerge(scanned);
                if (begin(merge, context)) {
                    chosen.add(merge);
                }
            }
        }
        return chosen.merges.isEmpty() ? null : chosen;
    }

    private boolean begin(OneMerge merge, MergeContext context) {
        if (!Collections.disjoint(building, context.getMergingSegments())) {
            return false;
        }
        building = Set.copyOf(merge.segments);
        return true;
    }

    private List<SegmentCommitInfo> withoutGraph(SegmentInfos segments, MergeContext context) throws IOException {
        List<SegmentCommitInfo> small = new ArrayList<>();
        for (SegmentCommitInfo segment : segments) {
            if (points(segment, context) < graphFrom) {
                small.add(segment);
            }
        }
        return small;
    }

    private static long points(List<SegmentCommitInfo> segments, MergeContext context) throws IOException {
        long points = 0;
        for (SegmentCommitInfo segment : segments) {
            points += points(segment, context);
        }
        return points;
    }

    private static int points(SegmentCommitInfo segment, MergeContext context) throws IOException {
        return segment.info.maxDoc() - context.numDeletesToMerge(segment);
    }
}
