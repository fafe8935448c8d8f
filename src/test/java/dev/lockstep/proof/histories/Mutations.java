package dev.lockstep.proof.histories;

import dev.lockstep.proof.histories.Mutation.Replacement;
import java.util.List;

/** The protections without which the promises do not hold. The model must notice that each is gone. */
final class Mutations {

    /** Whoever lost its lease commits all the same what was undone. */
    static final Mutation NO_FENCE = new Mutation(
            "commits without looking at fence and state",
            "dev/lockstep/stores/catalog/unitofwork/UnitOfWorkLog.java",
            List.of(new Replacement("""
                    lease_until = least(lease_until, now() + $4 * interval '1 millisecond')
                                WHERE id = $1 AND fence = $2 AND state = 'STAGED'
                    """, """
                    lease_until = least(lease_until, now() + $4 * interval '1 millisecond')
                                WHERE id = $1 AND $2::bigint IS NOT NULL
                    """)),
            new Repertoire(List.of(Step.PUT, Step.BATCH, Step.FAULT), List.of(Fault.LEASES_ENDED)),
            1,
            40);

    /** A crash in between leaves points that no record knows. */
    static final Mutation EFFECT_BEFORE_INTENT = new Mutation(
            "upserts before the record is committed",
            "dev/lockstep/engine/unitofwork/Staging.java",
            List.of(new Replacement(
                    "Failpoints.reach(\"stage.before-commit\", work.id())",
                    "Sequence.each(work.steps(), step -> step.apply(work.deadline()))")),
            new Repertoire(List.of(Step.CRASH), List.of(Fault.SLOW_UPSERTS)),
            1,
            4);

    /** What is confirmed and evicted while Qdrant is being asked is in neither. */
    static final Mutation LATE_SNAPSHOT = new Mutation(
            "looks into the write buffer after Qdrant was asked",
            "dev/lockstep/engine/livesearch/NearestPoints.java",
            List.of(
                    new Replacement(
                            "Uni.combine().all().unis(indexed, buffered).asTuple()",
                            "indexed.chain(first -> buffered.map(then -> Tuple2.of(first, then)))"),
                    new Replacement(
                            "find(snapshots.get(i), queries.get(i), depth, deadline, watch)",
                            "find(buffer, queries.get(i), depth, deadline, watch)"),
                    new Replacement(
                            "List<BufferedPart> snapshot, PointQuery query, int depth, Deadline deadline, Stopwatch watch",
                            "CompleteBuffer complete, PointQuery query, int depth, Deadline deadline, Stopwatch watch"),
                    new Replacement(
                            "buffered(snapshot, query, depth, deadline)",
                            "buffered(complete.snapshots(List.of(query.home())).get(0), query, depth, deadline)"),
                    new Replacement(
                            "import io.smallrye.mutiny.Uni;",
                            "import io.smallrye.mutiny.Uni;\nimport io.smallrye.mutiny.tuples.Tuple2;")),
            new Repertoire(List.of(Step.SEARCH_WHILE_SETTLING), List.of(Fault.APPLICATION_HELD)),
            1,
            10);

    /** Superseded and deleted chunks are shown as long as Qdrant has them. */
    static final Mutation NOT_ONLY_LIVE = new Mutation(
            "hydrates also what is not live",
            "dev/lockstep/stores/catalog/documents/Hydration.java",
            List.of(
                    new Replacement(
                            "ON v.document_id = d.id AND v.version = d.live_version",
                            "ON v.document_id = d.id AND v.version = c.version"),
                    new Replacement("""
                            b.version = d.live_version AND b.generation = c.generation
                                            WHERE d.id = c.document_id AND d.live_version = c.version AND d.knowledge_base_id = ANY($1)
                            """, """
                            b.version = c.version AND b.generation = c.generation
                                            WHERE d.id = c.document_id AND d.knowledge_base_id = ANY($1)
                            """)),
            new Repertoire(List.of(Step.PUT, Step.PATCH, Step.DELETE, Step.SEARCH), List.of(Fault.DELETES_REFUSED)),
            1,
            60);

    /** What another process committed is not found before Qdrant shows it. */
    static final Mutation ONLY_OWN_COMMITS = new Mutation(
            "does not load what other processes committed",
            "dev/lockstep/engine/buffer/Freshness.java",
            List.of(new Replacement(
                    "lacking.isEmpty() ? Uni.createFrom().voidItem() : loaded(lacking)",
                    "lacking.isEmpty() ? load(lacking) : Uni.createFrom().voidItem()")),
            new Repertoire(List.of(Step.PUT, Step.BATCH, Step.FAULT), List.of(Fault.APPLICATION_HELD)),
            1,
            40);

    static final List<Mutation> ALL =
            List.of(NO_FENCE, EFFECT_BEFORE_INTENT, LATE_SNAPSHOT, NOT_ONLY_LIVE, ONLY_OWN_COMMITS);

    private Mutations() {}
}
