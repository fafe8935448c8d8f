package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;

/** What makes two tests of payloads equal, for Lucene's cache of queries. */
record ConditionMeaning(Object condition, PayloadIndexSet indexes) {}
