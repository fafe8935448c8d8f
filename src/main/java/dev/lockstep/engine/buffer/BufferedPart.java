package dev.lockstep.engine.buffer;

import com.google.common.collect.Lists;
import dev.lockstep.domain.Point;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The points of one unit of work in one scope. The first scan lays them out, as it has a thread to do so: the commit
 * that brings the points must not be held up.
 */
public final class BufferedPart {

    private final String collection;
    private final int size;

    /** The points as they came, kept until they are laid out. */
    private @Nullable List<Point> points;

    private @Nullable List<PointBlock> blocks;

    /** @param points at least one, all of one collection */
    public BufferedPart(List<Point> points) {
        this.collection = points.get(0).collection();
        this.size = points.size();
        this.points = List.copyOf(points);
    }

    String collection() {
        return collection;
    }

    /** Returns the number of points. */
    public int size() {
        return size;
    }

    public synchronized List<PointBlock> blocks() {
        if (points != null) {
            blocks = Lists.partition(points, PointBlock.MOST).stream()
                    .map(PointBlock::of)
                    .toList();
            points = null;
        }
        return blocks;
    }
}
