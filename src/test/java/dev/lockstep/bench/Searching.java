package dev.lockstep.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody who searches at a leisurely pace, one search after another, and how long each took. */
final class Searching {

    private static final int PAUSE_MILLIS = 30;
    private static final int LIMIT = 10;

    private final RestKnowledgeBase knowledgeBase;
    private final List<String> queries;
    private int next;

    Searching(RestKnowledgeBase knowledgeBase, List<String> queries) {
        this.knowledgeBase = knowledgeBase;
        this.queries = queries;
    }

    /** @param millis sorted */
    record Times(List<Double> millis) {

        Times {
            millis = millis.stream().sorted().toList();
        }

        double median() {
            return quantile(0.5);
        }

        double quantile(double share) {
            return millis.isEmpty() ? Double.NaN : millis.get((int) Math.min(millis.size() - 1, millis.size() * share));
        }

        @Override
        public String toString() {
            return String.format("median %.1f ms, p99 %.1f ms (%d searches)", median(), quantile(0.99), millis.size());
        }
    }

    Times times(int searches) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < searches; i++) {
            millis.add(search());
        }
        return new Times(millis);
    }

    /** Until told to stop. */
    Times until(AtomicBoolean over) throws Exception {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        while (!over.get()) {
            millis.add(search());
        }
        return new Times(millis);
    }

    private double search() throws Exception {
        Thread.sleep(PAUSE_MILLIS);
        String query = queries.get(next++ % queries.size());
        long begun = System.nanoTime();
        List<String> ignored = knowledgeBase.search(query, SearchMode.HYBRID, LIMIT);
        return (System.nanoTime() - begun) / 1e6;
    }
}
