package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.ScopeId;
import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses.Progress;
import dev.lockstep.stores.catalog.reconciliation.Findings.Finding;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tally of what one pass has seen, found and mended so far. The steps of a pass follow each other, so nobody shares
 * it.
 */
final class Tally {

    /** The most places: payloads can name any number of scopes, so beyond it a collection counts as one place. */
    private static final int MOST_PLACES = 10_000;

    private static final int MOST_NOTES = 10;

    /** The place where something was found. */
    record Place(String collection, @Nullable ScopeId scope) {}

    private record Key(Place place, Kind kind) {}

    /** The count of what was found of one kind at one place, and of how much of that was mended. */
    record Count(Place place, Kind kind, long found, long mended) {

        long left() {
            return found - mended;
        }
    }

    private final Map<Key, long[]> counts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long total;
    private long scanned;
    private int fusesBlown;

    void expect(long points) {
        total = points;
    }

    void scanned(long points) {
        scanned += points;
    }

    void found(Place place, Kind kind, long number) {
        count(place, kind)[0] += number;
    }

    void mended(Place place, Kind kind, long number) {
        count(place, kind)[1] += number;
    }

    private long[] count(Place place, Kind kind) {
        Place counted = counts.size() < MOST_PLACES ? place : new Place(place.collection(), null);
        return counts.computeIfAbsent(new Key(counted, kind), key -> new long[2]);
    }

    /** Notes something that people should read. */
    void note(String sentence) {
        if (notes.size() < MOST_NOTES) {
            notes.add(sentence);
        } else if (notes.size() == MOST_NOTES) {
            notes.add("and more: see the log");
        }
    }

    /** Notes that so much would have been removed that nothing was. */
    void fuseBlown(String sentence) {
        fusesBlown++;
        note(sentence);
    }

    int fusesBlown() {
        return fusesBlown;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<Count> counts() {
        return counts.entrySet().stream()
                .map(entry -> new Count(
                        entry.getKey().place(), entry.getKey().kind(), entry.getValue()[0], entry.getValue()[1]))
                .filter(count -> count.found() > 0)
                .toList();
    }

    /** Returns what is still wrong. */
    List<Finding> left() {
        return counts().stream()
                .filter(count -> count.left() > 0)
                .map(count ->
                        new Finding(count.place().collection(), count.place().scope(), count.kind(), count.left()))
                .toList();
    }

    long found(Kind kind) {
        return counts().stream()
                .filter(count -> count.kind() == kind)
                .mapToLong(Count::found)
                .sum();
    }

    long mended(Kind kind) {
        return counts().stream()
                .filter(count -> count.kind() == kind)
                .mapToLong(Count::mended)
                .sum();
    }

    Progress progress() {
        long found = counts().stream().mapToLong(Count::found).sum();
        long mended = counts().stream().mapToLong(Count::mended).sum();
        return new Progress(scanned, Math.max(total, scanned), found, mended);
    }
}
