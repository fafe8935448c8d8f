package dev.lockstep.stores.catalog.postgres;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sets those bounds of the pool for which Quarkus has no properties, so that nobody waits for ever, in the pool or
 * on the network.
 */
@Singleton
class BoundedPool implements PgPoolCreator {

    private final CatalogSettings settings;

    BoundedPool(CatalogSettings settings) {
        this.settings = settings;
    }

    @Override
    public Pool create(Input input) {
        // GuardedPool and Transactions give up on whoever waits; the pool's own timer also fires after a failure.
        PoolOptions bounded = new PoolOptions(input.poolOptions())
                .setMaxWaitQueueSize(settings.maxWaiting())
                .setConnectionTimeout(0);
        List<PgConnectOptions> servers =
                input.pgConnectOptionsList().stream().map(this::bounded).toList();
        AtomicInteger next = new AtomicInteger();
        return PgBuilder.pool()
                .using(input.vertx())
                .with(bounded)
                .connectingTo(() ->
                        Future.succeededFuture(servers.get(Math.floorMod(next.getAndIncrement(), servers.size()))))
                .build();
    }

    private PgConnectOptions bounded(PgConnectOptions options) {
        return new PgConnectOptions(options)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setIdleTimeout((int) settings.silence().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
