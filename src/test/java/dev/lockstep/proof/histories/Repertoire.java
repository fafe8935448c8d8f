package dev.lockstep.proof.histories;

import java.util.List;
import java.util.SplittableRandom;

/** What may happen in a history. */
record Repertoire(List<Step> steps, List<Fault> faults) {

    static final Repertoire EVERYTHING = new Repertoire(List.of(Step.values()), List.of(Fault.values()));

    Repertoire {
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
    }

    Step step(SplittableRandom random) {
        int place = random.nextInt(steps.stream().mapToInt(Step::weight).sum());
        for (Step step : steps) {
            place -= step.weight();
            if (place < 0) {
                return step;
            }
        }
        throw new IllegalStateException();
    }

    Fault fault(SplittableRandom random) {
        return faults.get(random.nextInt(faults.size()));
    }
}
