package dev.lockstep.embedded.qdrant.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** Draws documents at random: each as likely as any other, in an order that means nothing. */
record SampleSearch(Random random) {
    List<Integer> draw(FixedBitSet matching, int most) {
        List<Integer> drawn = new ArrayList<>();
        int seen = 0;
        for (int doc = matching.nextSetBit(0); doc != DocIdSetIterator.NO_MORE_DOCS; doc = after(doc, matching)) {
            seen++;
            if (drawn.size() < most) {
                drawn.add(doc);
            } else {
                // The later a document comes, the less likely it takes the place of another.
                int place = random.nextInt(seen);
                if (place < most) {
                    drawn.set(place, doc);
                }
            }
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }

    private static int after(int doc, FixedBitSet matching) {
        return doc + 1 < matching.length() ? matching.nextSetBit(doc + 1) : DocIdSetIterator.NO_MORE_DOCS;
    }
}
