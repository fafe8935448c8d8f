package dev.lockstep.testing;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.unitofwork.Retention;
import dev.lockstep.stores.points.Acknowledgement;
import dev.lockstep.stores.points.PayloadIndexes;
import dev.lockstep.stores.points.PointCollections;
import dev.lockstep.stores.points.PointStore;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Looks into both stores behind the application's back. */
@Singleton
public class StoreInspector {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;
    private final PointStore points;
    private final PointCollections collections;

    private final PayloadIndexes indexes;
    private final Retention retention;

    StoreInspector(
            Pool pool, PointStore points, PointCollections collections, PayloadIndexes indexes, Retention retention) {
        this.indexes = indexes;
        this.retention = retention;
        this.pool = pool;
        this.points = points;
        this.collections = collections;
    }

    /** The ids of every chunk row of a knowledge base, live, staged or waiting for the purge; not of what is kept after it. */
    public Set<UUID> chunkRows(Api knowledgeBase) {
        return ids("""
                SELECT c.point_id AS id FROM chunk c JOIN document d ON d.id = c.document_id
                WHERE d.knowledge_base_id = $1
                  AND (c.point_id IN (SELECT point_id FROM garbage)
                       OR (c.document_id, c.version) NOT IN (SELECT document_id, version FROM superseded_version))
                """, knowledgeBase.id());
    }

    /** The ids of the chunks that may be found. */
    public Set<UUID> liveChunks(Api knowledgeBase) {
        return ids("""
                SELECT c.point_id AS id FROM chunk c
                JOIN document d ON d.id = c.document_id AND d.live_version = c.version
                JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.generation = c.generation
                WHERE d.knowledge_base_id = $1
                """, knowledgeBase.id());
    }

    public Set<UUID> documentRows(Api knowledgeBase) {
        return ids("SELECT id FROM document WHERE knowledge_base_id = $1", knowledgeBase.id());
    }

    /** The ids of the points that Qdrant shows. */
    public Set<UUID> points(Api knowledgeBase) {
        return points(collection(knowledgeBase), knowledgeBase.id());
    }

    public Set<UUID> points(String collection, UUID scope) {
        Set<UUID> ids = new TreeSet<>();
        points.ofScope(collection, new ScopeId(scope), points.standardDeadline()).await().atMost(PATIENCE).stream()
                .map(PointId::value)
                .forEach(ids::add);
        return ids;
    }

    /** What is indexed in a knowledge base's collection, by its path in the payload. */
    public Set<String> payloadIndexes(Api knowledgeBase) {
        return indexes.paths(collection(knowledgeBase), points.standardDeadline())
                .await()
                .atMost(PATIENCE);
    }

    /** The states of all units of work that touched a knowledge base. */
    public Set<String> states(UUID knowledgeBase) {
        Set<String> states = new TreeSet<>();
        for (Row row : query("""
                SELECT DISTINCT u.state FROM unit_of_work u JOIN unit_of_work_step s ON s.uow_id = u.id
                WHERE s.target ->> 'knowledge_base_id' = $1
                """, Tuple.of(knowledgeBase.toString()))) {
            states.add(row.getString("state"));
        }
        return states;
    }

    /** The highest fence of a unit of work that touched a knowledge base: how often one was taken over, and one. */
    public long fence(Api knowledgeBase) {
        return query("""
                SELECT max(u.fence) FROM unit_of_work u JOIN unit_of_work_step s ON s.uow_id = u.id
                WHERE s.target ->> 'knowledge_base_id' = $1
                """, Tuple.of(knowledgeBase.id().toString()))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Claims whatever is under way in a knowledge base, as a recovery would that then stops. */
    public void raiseFences(Api knowledgeBase) {
        changeStaged(knowledgeBase, "fence = fence + 1");
    }

    /** Lets recovery take over whatever is under way in a knowledge base. */
    public void endLeases(Api knowledgeBase) {
        changeStaged(knowledgeBase, "lease_until = now() - interval '1 second'");
    }

    private void changeStaged(Api knowledgeBase, String change) {
        String sql = "UPDATE unit_of_work SET " + change + """
                 WHERE state = 'STAGED' AND id IN (
                    SELECT uow_id FROM unit_of_work_step WHERE target ->> 'knowledge_base_id' = $1)
                """;
        pool.preparedQuery(sql)
                .execute(Tuple.of(knowledgeBase.id().toString()))
                .await()
                .atMost(PATIENCE);
    }

    /** The units of work of a knowledge base that are in this state. */
    public Set<UUID> unitsOfWork(Api knowledgeBase, String state) {
        Set<UUID> ids = new TreeSet<>();
        query("""
                SELECT DISTINCT u.id FROM unit_of_work u JOIN unit_of_work_step s ON s.uow_id = u.id
                WHERE s.target ->> 'knowledge_base_id' = $1 AND u.state = $2
                """, Tuple.of(knowledgeBase.id().toString(), state)).forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }

    /** A point as an upsert that was given up on would leave it. */
    public void upsertLate(Api knowledgeBase, UUID unitOfWork) {
        UUID ignored = latePoint(knowledgeBase, unitOfWork);
    }

    public UUID latePoint(Api knowledgeBase, UUID unitOfWork) {
        return latePoint(collection(knowledgeBase), knowledgeBase.id(), unitOfWork);
    }

    public UUID latePoint(String collection, UUID scope, UUID unitOfWork) {
        float[] vector = new float[384];
        vector[0] = 1;
        Point late = new Point(
                PointId.next(),
                Tenant.DEFAULT,
                collection,
                new ScopeId(scope),
                DocumentId.next().owner(),
                1,
                new UnitOfWorkId(unitOfWork),
                new Embedding(vector),
                SparseVector.EMPTY,
                Metadata.EMPTY);
        points.upsert(collection, List.of(late), Acknowledgement.VISIBLE, points.standardDeadline())
                .await()
                .atMost(PATIENCE);
        return late.id().value();
    }

    /** Takes points away in Qdrant, as a snapshot restored from before them would. */
    public void lose(Api knowledgeBase, Set<UUID> ids) {
        lose(collection(knowledgeBase), ids);
    }

    public void lose(String collection, Set<UUID> ids) {
        points.delete(collection, ids.stream().map(PointId::new).toList(), points.standardDeadline())
                .await()
                .atMost(PATIENCE);
    }

    public void makeCollection(String name) {
        collections.create(name, 384, points.standardDeadline()).await().atMost(PATIENCE);
    }

    public void dropCollection(String name) {
        collections.drop(name, points.standardDeadline()).await().atMost(PATIENCE);
    }

    public Set<String> collections() {
        return collections.names(points.standardDeadline()).await().atMost(PATIENCE);
    }

    /** Deletes points in Qdrant without waiting for it, as if they had been lost. */
    public void deleteUnnoticed(Api knowledgeBase, Set<UUID> ids) {
        deleteUnnoticed(collection(knowledgeBase), ids);
    }

    public void deleteUnnoticed(String collection, Set<UUID> ids) {
        points.delete(collection, ids.stream().map(PointId::new).toList(), Deadline.in(Duration.ofMillis(300)))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(PATIENCE);
    }

    /** Drops a collection in Qdrant behind the application's back. */
    public void dropCollection(Api knowledgeBase) {
        collections
                .drop(collection(knowledgeBase), points.standardDeadline())
                .await()
                .atMost(PATIENCE);
    }

    /** Makes an idempotency key look as old as keys get. */
    public void ageKey(String key) {
        pool.preparedQuery("UPDATE unit_of_work SET created_at = now() - interval '2 days' WHERE idempotency_key = $1")
                .execute(Tuple.of(key))
                .await()
                .atMost(PATIENCE);
    }

    /** What happens now and then in the background. */
    public void expireKeys() {
        retention.expireKeys(Duration.ofHours(24), 1_000).await().atMost(PATIENCE);
    }

    /** Lets the next failed attempt to undo a unit of work be the last one. */
    public void exhaustAttempts(UUID unitOfWork) {
        pool.preparedQuery("UPDATE unit_of_work SET attempts = 1000000, lease_until = now() WHERE id = $1")
                .execute(Tuple.of(unitOfWork))
                .await()
                .atMost(PATIENCE);
    }

    /** Makes the commits of units of work take long: after all statements and before PostgreSQL answers. */
    public void sleepAtCommit(int seconds) {
        execute("CREATE OR REPLACE FUNCTION test_sleep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.state = 'COMMITTED' THEN PERFORM pg_sleep(" + seconds + "); END IF; RETURN NULL; END $$");
        execute("CREATE CONSTRAINT TRIGGER test_sleep AFTER UPDATE ON unit_of_work"
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION test_sleep()");
    }

    /** The same of the transactions that stage versions of documents. */
    public void sleepAtStaging(int seconds) {
        execute("CREATE OR REPLACE FUNCTION test_sleep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM pg_sleep(" + seconds + "); RETURN NULL; END $$");
        execute("CREATE CONSTRAINT TRIGGER test_sleep AFTER INSERT ON document_version"
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION test_sleep()");
    }

    public void stageWithoutSleep() {
        execute("DROP TRIGGER IF EXISTS test_sleep ON document_version");
    }

    /** Whoever looks up a knowledge base meanwhile waits until the action is done. */
    public void whileKnowledgeBasesAreLocked(Runnable action) {
        SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            connection
                    .query("BEGIN; LOCK TABLE knowledge_base IN ACCESS EXCLUSIVE MODE")
                    .execute()
                    .await()
                    .atMost(PATIENCE);
            action.run();
        } finally {
            connection.query("ROLLBACK").execute().await().atMost(PATIENCE);
            connection.close().await().atMost(PATIENCE);
        }
    }

    public long waitingForKnowledgeBases() {
        return count("SELECT count(*) FROM pg_locks WHERE relation = 'knowledge_base'::regclass AND NOT granted");
    }

    public void commitWithoutSleep() {
        execute("DROP TRIGGER IF EXISTS test_sleep ON unit_of_work");
    }

    /** Ends a server process that is committing; false while there is none. */
    public boolean terminateBackendAtCommit() {
        for (Row row : query(
                "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity"
                        + " WHERE wait_event = 'PgSleep' AND query = 'COMMIT'",
                Tuple.tuple())) {
            return row.getBoolean("ended");
        }
        return false;
    }

    /** The port at which a server process that is committing has its client. */
    public int committingPort() {
        return query(
                        "SELECT client_port FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query = 'COMMIT'",
                        Tuple.tuple())
                .iterator()
                .next()
                .getInteger(0);
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }

    public void change(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().atMost(PATIENCE);
    }

    /** Of its first generation. */
    public static String collection(Api knowledgeBase) {
        return "lockstep_" + knowledgeBase.id();
    }

    public long count(String sql) {
        return query(sql, Tuple.tuple()).iterator().next().getLong(0);
    }

    public Iterable<Row> query(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).await().atMost(PATIENCE);
    }

    private Set<UUID> ids(String sql, UUID knowledgeBase) {
        Set<UUID> ids = new TreeSet<>();
        query(sql, Tuple.of(knowledgeBase)).forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }
}
