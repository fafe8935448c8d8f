package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Transition;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells every process on this database of the transitions of units of work, by LISTEN and NOTIFY.
 *
 * <p>Notices are a convenience: they are sent after the fact in a transaction of their own (NOTIFY takes a lock that commits
 * would wait for) and are lost with a connection. Nothing that must be right may depend on them.
 */
@ApplicationScoped
public class TransitionNotices {

    private static final Logger LOG = Logger.getLogger(TransitionNotices.class);

    private static final String CHANNEL = "lockstep_transition_notices";

    private static final long RECONNECT_MILLIS = 1_000;

    /**
     * A transition as it is told of.
     *
     * @param tenant whose unit of work it is
     * @param createdBy the name of its caller
     */
    public record Notice(Transition transition, Tenant tenant, String createdBy) {}

    private final GuardedPool pool;
    private final PgSubscriber subscriber;
    private final BroadcastProcessor<Notice> received = BroadcastProcessor.create();

    TransitionNotices(
            GuardedPool pool,
            Vertx vertx,
            @ConfigProperty(name = "lockstep.postgres.url") String url,
            @ConfigProperty(name = "lockstep.postgres.username") String username,
            @ConfigProperty(name = "lockstep.postgres.password", defaultValue = "") String password) {
        this.pool = pool.forDuties();
        PgConnectOptions options =
                PgConnectOptions.fromUri(url).setUser(username).setPassword(password);
        this.subscriber = PgSubscriber.subscriber(vertx, options).reconnectPolicy(retries -> RECONNECT_MILLIS);
    }

    void start(@Observes StartupEvent started) {
        subscriber.channel(CHANNEL).handler(this::receive);
        subscriber
                .connect()
                .onFailure(failure ->
                        LOG.warnf("transitions of other processes are not received: %s", failure.getMessage()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        subscriber.close();
    }

    private void receive(String payload) {
        String[] words = payload.split(" ", 5);
        Transition transition = new Transition(
                new UnitOfWorkId(UUID.fromString(words[0])),
                UnitOfWorkState.valueOf(words[1]),
                Instant.parse(words[2]));
        received.onNext(new Notice(transition, new Tenant(words[3]), words[4]));
    }

    // The name comes last, since it may have spaces. What is gone by now is not told of.
    private static final String NOTIFY = """
            SELECT pg_notify('%s', n.payload || ' ' || u.tenant || ' ' || u.created_by)
            FROM unnest($1::text[], $2::uuid[]) AS n (payload, id) JOIN unit_of_work u ON u.id = n.id
            """.formatted(CHANNEL);

    public Uni<Void> publish(List<Transition> transitions) {
        String[] payloads = transitions.stream()
                .map(transition -> transition.id() + " " + transition.state() + " " + transition.at())
                .toArray(String[]::new);
        return pool.preparedQuery(NOTIFY)
                .execute(Tuple.tuple()
                        .addValue(payloads)
                        .addValue(transitions.stream()
                                .map(transition -> transition.id().value())
                                .toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Returns the transitions of all processes from now on. A reader that is too slow loses some. */
    public Multi<Notice> received() {
        return received.onOverflow().dropPreviousItems();
    }
}
