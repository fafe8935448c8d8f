package dev.lockstep.domain;

import dev.lockstep.domain.Filter.And;
import dev.lockstep.domain.Filter.AnyDate;
import dev.lockstep.domain.Filter.AnyOf;
import dev.lockstep.domain.Filter.DateRange;
import dev.lockstep.domain.Filter.Exists;
import dev.lockstep.domain.Filter.NumberRange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The terms that messages are filtered by: their role, and what their owner says of them. A message's point holds both as its metadata,
 * each under a name of its own so that a client's {@code role} can't be taken for ours.
 */
public final class MessageTerms {

    private static final String ROLE = "role";
    private static final String METADATA = "metadata";

    private MessageTerms() {}

    /** Makes the metadata of a message's points. */
    public static Metadata of(Role role, Metadata metadata) {
        return new Metadata(Map.of(ROLE, role.wireName(), METADATA, metadata.values()));
    }

    /**
     * Makes the filter on points that finds what this filter finds on messages.
     *
     * @param roles empty for all
     */
    public static Filter filter(Set<Role> roles, Filter filter) {
        Filter ofMetadata = filter.equals(Filter.ALL) ? Filter.ALL : Filter.rewritten(filter, MessageTerms::within);
        if (roles.isEmpty()) {
            return ofMetadata;
        }
        Filter ofRole = new AnyOf(
                ROLE, roles.stream().<Object>map(Role::wireName).sorted().toList());
        return ofMetadata.equals(Filter.ALL) ? ofRole : new And(List.of(ofRole, ofMetadata));
    }

    private static Filter within(Filter condition) {
        if (condition instanceof AnyOf anyOf) {
            return new AnyOf(path(anyOf.field()), anyOf.values());
        } else if (condition instanceof NumberRange range) {
            return new NumberRange(path(range.field()), range.bounds());
        } else if (condition instanceof DateRange range) {
            return new DateRange(path(range.field()), range.bounds());
        } else if (condition instanceof AnyDate dates) {
            return new AnyDate(path(dates.field()), dates.instants());
        }
        return new Exists(path(((Exists) condition).field()));
    }

    private static String path(String field) {
        return METADATA + "." + field;
    }
}
