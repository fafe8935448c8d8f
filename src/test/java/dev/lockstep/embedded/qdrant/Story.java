package dev.lockstep.embedded.qdrant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a collection of a random history must hold, and may hold after a crash: what it held after one of its deeds, no earlier
 * than the last that is safe.
 */
final class Story {
    /** After no deed, after the first, and so on. */
    private final List<Map<Long, String>> states = new ArrayList<>(List.of(Map.of()));

    private final List<String> deeds = new ArrayList<>();
    private int forced;

    /**
     * How many deeds were known to survive at a moment.
     *
     * @param kill were answered
     * @param powerCut were answered as forced
     */
    record Safe(int kill, int powerCut) {}

    /** Is in the log, before anything else that will be. */
    void logged(Deed deed) {
        deeds.add(deed.text());
        states.add(deed.after(last()));
    }

    /** Everything logged so far survives a power cut. */
    void isForced() {
        forced = deeds.size();
    }

    Safe safe() {
        return new Safe(deeds.size(), forced);
    }

    /** Nothing happened that could take anything. */
    void holds(Map<Long, String> found) {
        wentOnWith(found, deeds.size());
    }

    /** What was forced after that moment was forced by a process that went on in the test alone. */
    void survivedKill(Map<Long, String> found, Safe safe) {
        wentOnWith(found, safe.kill());
        forced = safe.powerCut();
    }

    /** What is found was on the disk. */
    void survivedPowerCut(Map<Long, String> found, Safe safe) {
        wentOnWith(found, safe.powerCut());
        isForced();
    }

    private Map<Long, String> last() {
        return states.get(states.size() - 1);
    }

    /** These points were found, and at least so many deeds must have survived. The story goes on from there. */
    private void wentOnWith(Map<Long, String> found, int surviving) {
        for (int deed = deeds.size(); deed >= surviving; deed--) {
            if (states.get(deed).equals(found)) {
                states.subList(deed + 1, states.size()).clear();
                deeds.subList(deed, deeds.size()).clear();
                return;
            }
        }
        int as = states.lastIndexOf(found);
        throw new AssertionError("%s%nfound     %s%nsurviving %s%nlast      %s%nof %s"
                .formatted(
                        as < 0 ? "as after no deed" : "as after deed " + as + " although " + surviving + " are safe",
                        found,
                        states.get(surviving),
                        last(),
                        deeds));
    }
}
