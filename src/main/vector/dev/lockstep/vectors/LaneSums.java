package dev.lockstep.vectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the Vector API: the eight sums are the lanes of one register, whatever the processor could do beyond, so that scores are the
 * same on each.
 *
 * <p>Stands in a source folder of its own because the API is in an incubator module, which {@code --release} does not know.
 */
final class LaneSums implements VectorSums {

    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    /** @throws UnsupportedOperationException where the registers are smaller, so that the API would be slower than plain Java */
    LaneSums() {
        if (FloatVector.SPECIES_PREFERRED.length() < EIGHT.length()) {
            throw new UnsupportedOperationException("the processor has no registers of eight floats");
        }
    }

    @Override
    public float dotProduct(float[] a, float[] b, int from) {
        FloatVector sums = FloatVector.zero(EIGHT);
        int i = 0;
        for (; i < EIGHT.loopBound(a.length); i += EIGHT.length()) {
            sums = FloatVector.fromArray(EIGHT, a, i).fma(FloatVector.fromArray(EIGHT, b, from + i), sums);
        }
        float first = sums.lane(0);
        for (; i < a.length; i++) {
            first = Math.fma(a[i], b[from + i], first);
        }
        return inPairs(first, sums);
    }

    @Override
    public float squaredDistance(float[] a, float[] b) {
        FloatVector sums = FloatVector.zero(EIGHT);
        int i = 0;
        for (; i < EIGHT.loopBound(a.length); i += EIGHT.length()) {
            FloatVector difference = FloatVector.fromArray(EIGHT, a, i).sub(FloatVector.fromArray(EIGHT, b, i));
            sums = difference.fma(difference, sums);
        }
        float first = sums.lane(0);
        for (; i < a.length; i++) {
            float difference = a[i] - b[i];
            first = Math.fma(difference, difference, first);
        }
        return inPairs(first, sums);
    }

    @Override
    public float manhattanDistance(float[] a, float[] b) {
        FloatVector sums = FloatVector.zero(EIGHT);
        int i = 0;
        for (; i < EIGHT.loopBound(a.length); i += EIGHT.length()) {
            sums = sums.add(FloatVector.fromArray(EIGHT, a, i)
                    .sub(FloatVector.fromArray(EIGHT, b, i))
                    .abs());
        }
        float first = sums.lane(0);
        for (; i < a.length; i++) {
            first += Math.abs(a[i] - b[i]);
        }
        return inPairs(first, sums);
    }

    private static float inPairs(float first, FloatVector sums) {
        return (first + sums.lane(1))
                + (sums.lane(2) + sums.lane(3))
                + (sums.lane(4) + sums.lane(5))
                + (sums.lane(6) + sums.lane(7));
    }
}
