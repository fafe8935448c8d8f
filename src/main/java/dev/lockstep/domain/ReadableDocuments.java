package dev.lockstep.domain;

import java.util.List;
import java.util.Set;

/**
 * The documents of a knowledge base that a caller may read and that match a filter. Whatever reads documents for a caller takes one of
 * these in place of a knowledge base and a filter, so it can't forget whose the request is.
 *
 * @param asked the request's filter, as resolved for the knowledge base
 */
public record ReadableDocuments(KnowledgeBase knowledgeBase, Readership readership, Filter asked) {

    /** All that the caller may read. */
    public static ReadableDocuments of(Caller caller, KnowledgeBase knowledgeBase) {
        return new ReadableDocuments(knowledgeBase, caller.readership(), Filter.ALL);
    }

    /** Returns the condition that all of it comes to: that of the request alone, for a caller to whom all documents are open. */
    public Filter filter() {
        Set<String> principals = readership.principals();
        if (principals == null) {
            return asked;
        }
        Filter readable = new Filter.ReadableBy(principals, opensTheUnnamed());
        return asked.equals(Filter.ALL) ? readable : new Filter.And(List.of(asked, readable));
    }

    /** Tells whether the caller may read a document with this metadata; the request's filter is not asked. */
    public boolean mayRead(Metadata metadata) {
        Set<String> principals = readership.principals();
        return principals == null || new Filter.ReadableBy(principals, opensTheUnnamed()).matches(metadata, null);
    }

    private boolean opensTheUnnamed() {
        return knowledgeBase.documentPermissions() == DocumentPermissions.OPTIONAL;
    }
}
