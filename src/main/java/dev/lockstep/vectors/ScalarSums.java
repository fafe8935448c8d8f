package dev.lockstep.vectors;

/** Sums up in plain Java. Eight sums let the processor work on all of them at once, which a single one's strict order forbids. */
final class ScalarSums implements VectorSums {

    @Override
    public float dotProduct(float[] a, float[] b, int from) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = 0;
        for (; i + 8 <= a.length; i += 8) {
            s0 = Math.fma(a[i], b[from + i], s0);
            s1 = Math.fma(a[i + 1], b[from + i + 1], s1);
            s2 = Math.fma(a[i + 2], b[from + i + 2], s2);
            s3 = Math.fma(a[i + 3], b[from + i + 3], s3);
            s4 = Math.fma(a[i + 4], b[from + i + 4], s4);
            s5 = Math.fma(a[i + 5], b[from + i + 5], s5);
            s6 = Math.fma(a[i + 6], b[from + i + 6], s6);
            s7 = Math.fma(a[i + 7], b[from + i + 7], s7);
        }
        for (; i < a.length; i++) {
            s0 = Math.fma(a[i], b[from + i], s0);
        }
        return (s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7);
    }

    @Override
    public float squaredDistance(float[] a, float[] b) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = 0;
        for (; i + 8 <= a.length; i += 8) {
            s0 = withSquare(a[i] - b[i], s0);
            s1 = withSquare(a[i + 1] - b[i + 1], s1);
            s2 = withSquare(a[i + 2] - b[i + 2], s2);
            s3 = withSquare(a[i + 3] - b[i + 3], s3);
            s4 = withSquare(a[i + 4] - b[i + 4], s4);
            s5 = withSquare(a[i + 5] - b[i + 5], s5);
            s6 = withSquare(a[i + 6] - b[i + 6], s6);
            s7 = withSquare(a[i + 7] - b[i + 7], s7);
        }
        for (; i < a.length; i++) {
            s0 = withSquare(a[i] - b[i], s0);
        }
        return (s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7);
    }

    private static float withSquare(float difference, float sum) {
        return Math.fma(difference, difference, sum);
    }

    @Override
    public float manhattanDistance(float[] a, float[] b) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = 0;
        for (; i + 8 <= a.length; i += 8) {
            s0 += Math.abs(a[i] - b[i]);
            s1 += Math.abs(a[i + 1] - b[i + 1]);
            s2 += Math.abs(a[i + 2] - b[i + 2]);
            s3 += Math.abs(a[i + 3] - b[i + 3]);
            s4 += Math.abs(a[i + 4] - b[i + 4]);
            s5 += Math.abs(a[i + 5] - b[i + 5]);
            s6 += Math.abs(a[i + 6] - b[i + 6]);
            s7 += Math.abs(a[i + 7] - b[i + 7]);
        }
        for (; i < a.length; i++) {
            s0 += Math.abs(a[i] - b[i]);
        }
        return (s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7);
    }
}
