package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.ScopeId;
import dev.lockstep.features.reconciliation.Passes.Result;
import dev.lockstep.features.reconciliation.RepairResult.Repaired;
import dev.lockstep.features.reconciliation.Tally.Count;
import dev.lockstep.features.reconciliation.Tally.Place;
import dev.lockstep.stores.catalog.knowledgebases.CollectionOwners;
import dev.lockstep.stores.catalog.knowledgebases.CollectionOwners.Holder;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what passes found and mended, by knowledge base. */
@ApplicationScoped
class RepairSummary {

    private static final Comparator<Repaired> BY_NAME = Comparator.comparing(
                    Repaired::name, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Repaired::collection);

    private final CollectionOwners owners;
    private final Consistency consistency;

    RepairSummary(CollectionOwners owners, Consistency consistency) {
        this.owners = owners;
        this.consistency = consistency;
    }

    Uni<RepairResult> unfinished() {
        return consistency.states().map(states -> new RepairResult(false, List.of(), states));
    }

    Uni<RepairResult> of(List<Result> results) {
        List<Count> counts = results.stream()
                .flatMap(result -> result.tally().counts().stream())
                .toList();
        return Uni.combine()
                .all()
                .unis(holders(counts), consistency.states())
                .with((holders, states) -> new RepairResult(true, repaired(counts, holders), states));
    }

    private Uni<List<Holder>> holders(List<Count> counts) {
        List<ScopeId> scopes = counts.stream()
                .map(count -> count.place().scope())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<String> collections = counts.stream()
                .map(count -> count.place().collection())
                .distinct()
                .toList();
        return owners.holders(scopes, collections);
    }

    private record Line(@Nullable String name, String collection) {}

    private static List<Repaired> repaired(List<Count> counts, List<Holder> holders) {
        Map<Line, List<Count>> lines = counts.stream()
                .collect(Collectors.groupingBy(count ->
                        new Line(name(count.place(), holders), count.place().collection())));
        return lines.entrySet().stream()
                .map(line -> repaired(line.getKey(), line.getValue()))
                .sorted(BY_NAME)
                .limit(RepairResult.MOST)
                .toList();
    }

    /** Returns the name of the knowledge base of a place. Where a point does not tell, the collection may. */
    private static @Nullable String name(Place place, List<Holder> holders) {
        return holders.stream()
                .filter(holder -> holder.id().scope().equals(place.scope())
                        || place.collection().equals(holder.own()))
                .findFirst()
                .map(Holder::name)
                .orElse(null);
    }

    private static Repaired repaired(Line line, List<Count> counts) {
        return new Repaired(
                line.name(),
                line.collection(),
                found(counts, Kind.ZOMBIE),
                mended(counts, Kind.ZOMBIE),
                found(counts, Kind.MISSING),
                mended(counts, Kind.MISSING),
                found(counts, Kind.STALE),
                mended(counts, Kind.STALE),
                found(counts, Kind.QUARANTINED));
    }

    private static long found(List<Count> counts, Kind kind) {
        return counts.stream()
                .filter(count -> count.kind() == kind)
                .mapToLong(Count::found)
                .sum();
    }

    private static long mended(List<Count> counts, Kind kind) {
        return counts.stream()
                .filter(count -> count.kind() == kind)
                .mapToLong(Count::mended)
                .sum();
    }
}
