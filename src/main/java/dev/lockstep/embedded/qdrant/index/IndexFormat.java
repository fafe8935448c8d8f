package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;

/**
 * Which fields points have in the index. It is kept in Lucene's commit data, so that it changes together with the points.
 *
 * @param number counts from 1, the format before there was a number
 */
record IndexFormat(int number) {
    /** Must be raised whenever {@link PointDocument} writes fields that searches need and points written before lack. */
    static final IndexFormat CURRENT = new IndexFormat(2);

    private static final IndexFormat UNNUMBERED = new IndexFormat(1);
    private static final String KEY = "format";

    /** The format of the last commit; the current one if there is none. */
    static IndexFormat read(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return CURRENT;
        }
        String number =
                SegmentInfos.readLatestCommit(directory).getUserData().getOrDefault(KEY, "" + UNNUMBERED.number);
        IndexFormat format = new IndexFormat(Integer.parseInt(number));
        if (format.number > CURRENT.number) {
            throw new IOException(
                    "%s has index format %d, this version reads formats up to %d: use the version that wrote it, or a later one"
                            .formatted(directory, format.number, CURRENT.number));
        }
        return format;
    }

    boolean isOlder() {
        return number < CURRENT.number;
    }

    /** The commit data, with this format in it. */
    Map<String, String> with(String key, long value) {
        return Map.of(KEY, Integer.toString(number), key, Long.toString(value));
    }
}
