package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which element of the left list stands for which of the right one. Equally good ones are paired by what they are known by, others
 * by their position.
 *
 * @param pairs to be compared
 * @param unpaired what only one of the lists has
 */
record Alignment(List<Pair> pairs, List<Only> unpaired) {
    record Pair(int index, Message left, Message right) {}

    record Only(String left, String right) {}

    static Alignment of(Elements elements, boolean cut, List<Message> lefts, List<Message> rights) {
        Alignment alignment = new Alignment(new ArrayList<>(), new ArrayList<>());
        if (lefts.size() != rights.size()) {
            alignment.byKey(elements, 0, lefts, rights);
            return alignment;
        }
        for (int start = 0, end; start < lefts.size(); start = end) {
            end = start + 1;
            while (end < lefts.size() && elements.areTied(lefts.get(end - 1), lefts.get(end))) {
                end++;
            }
            boolean mayBeOthers = cut && end == lefts.size();
            alignment.run(elements, mayBeOthers, start, lefts.subList(start, end), rights.subList(start, end));
        }
        return alignment;
    }

    /** The same, where not even equally good elements may stand the other way round. */
    static Alignment inOrder(Elements elements, List<Message> lefts, List<Message> rights) {
        Alignment alignment = new Alignment(new ArrayList<>(), new ArrayList<>());
        if (lefts.size() != rights.size()) {
            alignment.byKey(elements, 0, lefts, rights);
            return alignment;
        }
        for (int i = 0; i < lefts.size(); i++) {
            alignment.byKey(elements, i, List.of(lefts.get(i)), List.of(rights.get(i)));
        }
        return alignment;
    }

    private void run(Elements elements, boolean mayBeOthers, int start, List<Message> lefts, List<Message> rights) {
        if (mayBeOthers && elements.areTied(lefts.get(0), rights.get(0))) {
            Alignment shared = new Alignment(new ArrayList<>(), new ArrayList<>());
            shared.byKey(elements, start, lefts, rights);
            pairs.addAll(shared.pairs);
        } else {
            byKey(elements, start, lefts, rights);
        }
    }

    private void byKey(Elements elements, int start, List<Message> lefts, List<Message> rights) {
        if (elements == Elements.OTHERS) {
            byPosition(start, lefts, rights);
            return;
        }
        Map<Object, Message> others = new LinkedHashMap<>();
        rights.forEach(right -> others.put(elements.key(right), right));
        for (int i = 0; i < lefts.size(); i++) {
            Message left = lefts.get(i);
            Message right = others.remove(elements.key(left));
            if (right == null) {
                unpaired.add(new Only("with " + Comparison.text(left), "without"));
            } else {
                pairs.add(new Pair(start + i, left, right));
            }
        }
        others.values().forEach(right -> unpaired.add(new Only("without", "with " + Comparison.text(right))));
    }

    private void byPosition(int start, List<Message> lefts, List<Message> rights) {
        for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
            if (i >= lefts.size()) {
                unpaired.add(new Only("without", "with " + Comparison.text(rights.get(i))));
            } else if (i >= rights.size()) {
                unpaired.add(new Only("with " + Comparison.text(lefts.get(i)), "without"));
            } else {
                pairs.add(new Pair(start + i, lefts.get(i), rights.get(i)));
            }
        }
    }
}
