package dev.lockstep.features.search;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.engine.livesearch.Stopwatch;
import dev.lockstep.features.search.Warning.Code;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what happens to one search on its way, beside its hits. Stages report from several threads. */
final class SearchTrace {

    private final Deadline deadline;
    private final Stopwatch watch = new Stopwatch();
    private final Map<String, Degradation> degraded = new LinkedHashMap<>();
    private final Map<Code, Warning> warnings = new EnumMap<>(Code.class);

    private @Nullable Truncation truncation;

    SearchTrace(Deadline deadline) {
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    Stopwatch watch() {
        return watch;
    }

    /** Notes a missing part once, however often it was missed. */
    synchronized void goOnWithout(String part, KnowledgeException failure) {
        degraded.putIfAbsent(part, Degradation.of(part, failure));
    }

    synchronized void goOnWithout(Degradation missing) {
        degraded.putIfAbsent(missing.part(), missing);
    }

    synchronized boolean goesOnWithout(String part) {
        return degraded.containsKey(part);
    }

    synchronized void warn(Code code, String message) {
        warnings.putIfAbsent(code, new Warning(code, message));
    }

    synchronized boolean hasWarned(Code code) {
        return warnings.containsKey(code);
    }

    synchronized void truncated(Truncation how) {
        truncation = how;
    }

    synchronized @Nullable Truncation truncation() {
        return truncation;
    }

    synchronized List<Degradation> degraded() {
        return new ArrayList<>(degraded.values());
    }

    synchronized List<Warning> warnings() {
        return new ArrayList<>(warnings.values());
    }
}
