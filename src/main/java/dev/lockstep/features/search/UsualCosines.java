package dev.lockstep.features.search;

/**
 * The cosines that a model usually gives to a query and texts that have nothing to do with it.
 *
 * @param near of the nearest twentieth of such texts
 * @param far of the nearer half
 */
record UsualCosines(double near, double far) {

    private static final double NEAR = 1.7;
    private static final double FAR = 0.2;

    /** Takes them from the mean and the standard deviation: of 240 such texts these are the cosines at ranks 11 and 100. */
    static UsualCosines of(double mean, double deviation) {
        return new UsualCosines(mean + NEAR * deviation, mean + FAR * deviation);
    }
}
