package dev.lockstep.domain;

/** In plain Java. Eight sums let the processor work on all of them at once, which a single one's strict order forbids. */
final class ScalarDotProduct implements DotProduct {

    @Override
    public float of(float[] a, float[] b, int from) {
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
}
