package dev.lockstep.proof.histories;

/** What can happen next, and how often. */
enum Step {
    /** A document is replaced, or made. */
    PUT(16),
    /** A document is made, or refused because it is there. */
    INSERT(6),
    /** A document's metadata are changed, or refused because it is absent. */
    PATCH(8),
    /** A document is deleted, or refused because it is absent. */
    DELETE(6),
    /** Several documents of both knowledge bases, and sometimes a conversation, change as one, or not at all. */
    BATCH(12),
    /** One to three messages are appended. */
    APPEND(6),
    /** Two to four clients write the same document at once. */
    RACE(4),
    /** An earlier request is sent again, to either replica. */
    REPLAY(6),
    /** An earlier key is sent with another request. */
    REUSE_KEY(1),
    /** A query, with a filter or without. */
    SEARCH(10),
    /** Qdrant answers a search late, while what it does not show yet is confirmed. */
    SEARCH_WHILE_SETTLING(1),
    /** A knowledge base is listed. */
    LIST(4),
    /** A document is read. */
    READ(4),
    /** Messages are listed and recalled. */
    RECALL(4),
    /** A client that got no answer asks again. */
    ASK_AGAIN(6),
    /** Everything is compared, through both replicas. */
    COMPARE_ALL(1),
    /** Both stores are compared by the service, and what differs is mended. */
    REPAIR(1),
    /** A store, or the wire to it, fails for a while. */
    FAULT(4),
    /** A replica is killed while it writes, and started again. */
    CRASH(1);

    private final int weight;

    Step(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
