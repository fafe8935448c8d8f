package dev.lockstep.text.parsing.isolation;

import java.util.Comparator;
import java.util.List;

/** Counts how many parsers each requester holds. */
record Holdings(List<Requester> holders) {

    Holdings {
        holders = List.copyOf(holders);
    }

    long of(String tenant) {
        return holders.stream().filter(holder -> holder.tenant().equals(tenant)).count();
    }

    long of(Requester requester) {
        return holders.stream().filter(requester::equals).count();
    }

    /** Tells whether it would be fairer if one of a holder's parsers were another one's. */
    boolean isUnfair(Requester holder, Requester other) {
        return holder.tenant().equals(other.tenant())
                ? of(holder) > of(other) + 1
                : of(holder.tenant()) > of(other.tenant()) + 1;
    }

    /** Orders requesters by what they hold. */
    Comparator<Requester> byHolding() {
        return Comparator.<Requester>comparingLong(holder -> of(holder.tenant()))
                .thenComparingLong(this::of);
    }
}
