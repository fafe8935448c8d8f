package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.stores.points.Leg;
import dev.lockstep.text.lexical.ReadQuery;
import java.util.EnumMap;
import java.util.Map;

/**
 * The question to one knowledge base.
 *
 * @param documents that are asked for
 * @param legs those that can be asked
 * @param scale how what is found here counts
 * @param words of the query, whichever legs are asked; none when it has none, or the knowledge base is not searched by words
 */
record SearchTarget(ReadableDocuments documents, Map<LegName, Leg> legs, Scale scale, ReadQuery words) {
    SearchTarget {
        legs = legs.isEmpty() ? Map.of() : new EnumMap<>(legs);
    }

    KnowledgeBase knowledgeBase() {
        return documents.knowledgeBase();
    }

    /** The terms of the query. */
    SparseVector terms() {
        return words.terms();
    }

    SearchTarget with(LegName name, Leg leg) {
        Map<LegName, Leg> changed = new EnumMap<>(legs);
        changed.put(name, leg);
        return new SearchTarget(documents, changed, scale, words);
    }

    /** Leaves out a leg that can't be asked any more. */
    SearchTarget without(LegName name) {
        Map<LegName, Leg> changed = new EnumMap<>(LegName.class);
        changed.putAll(legs);
        changed.remove(name);
        return new SearchTarget(documents, changed, scale, words);
    }
}
