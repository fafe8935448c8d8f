package dev.lockstep.engine.jobs;

import java.util.Locale;

/** The step that a job is at, as clients are told. */
public enum JobStep {
    PARSING(Unit.BYTES),
    RECOGNIZING(Unit.PAGES),
    CHUNKING(Unit.CHUNKS),
    EMBEDDING(Unit.CHUNKS),
    STORING(Unit.CHUNKS),
    COUNTING(Unit.LINES),
    WRITING(Unit.LINES),
    EVALUATING(Unit.SEARCHES);

    /** The unit that is counted. */
    private enum Unit {
        BYTES,
        PAGES,
        CHUNKS,
        LINES,
        SEARCHES
    }

    private final Unit unit;

    JobStep(Unit unit) {
        this.unit = unit;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String unit() {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
