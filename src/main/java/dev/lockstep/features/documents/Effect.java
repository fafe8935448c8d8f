package dev.lockstep.features.documents;

import dev.lockstep.features.documents.DocumentOperation.Kind;
import dev.lockstep.features.documents.DocumentReceipt.Change;
import java.util.Locale;

/** What a step was asked to do to a document, and the change that this comes to: an upsert may create or replace. */
record Effect(Kind kind, Change change) {

    /** The member of a step's report that tells the change. */
    static final String CHANGE = "change";

    /** Returns the effect of a request of its own, which says by its method what is to be done. */
    static Effect of(Change change) {
        return new Effect(change == Change.CREATED ? Kind.INSERT : Kind.UPDATE, change);
    }

    String operation() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    String name() {
        return change.name().toLowerCase(Locale.ROOT);
    }
}
