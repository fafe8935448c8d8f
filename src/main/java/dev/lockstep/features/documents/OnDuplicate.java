package dev.lockstep.features.documents;

/**
 * The client's choice for an insertion when there is such a document already: one with its external id or, without one,
 * one with the same content in the same knowledge base.
 *
 * <p>When nothing is said, only the external id makes a duplicate: the same content again changes nothing, another
 * content is refused.
 */
public enum OnDuplicate {
    /** The document stays as it is, whatever is in it. */
    SKIP,
    /** The document gets a new version, unless it says the same already. */
    REPLACE,
    /** The insertion is refused, even of the same content. */
    FAIL
}
