package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.StoreGuard;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * PostgreSQL for a command that asks it a few things and ends: one connection, without the service around it. What runs on it is the
 * same as in the service, so that both have the same rules.
 */
public final class BriefCatalog implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final GuardedPool pool;

    private BriefCatalog(Vertx vertx, GuardedPool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /**
     * Connects, and first brings the schema up to this version.
     *
     * @param url as {@code postgresql://host:port/database}
     * @param customizer tells Flyway what the service's tells it: without the same migrations, one would refuse what the other has done
     */
    public static BriefCatalog open(
            String url, String username, String password, FlywayConfigurationCustomizer customizer) {
        FluentConfiguration flyway = Flyway.configure(BriefCatalog.class.getClassLoader());
        customizer.customize(flyway);
        Object unused =
                flyway.dataSource("jdbc:" + url, username, password).load().migrate();
        // No files of the class path are served, so none need a directory to be unpacked into.
        FileSystemOptions noCache =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setFileSystemOptions(noCache).setEventLoopPoolSize(1));
        Pool pool = Pool.newInstance(PgBuilder.pool()
                .using(vertx)
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(PgConnectOptions.fromUri(url).setUser(username).setPassword(password))
                .build());
        return new BriefCatalog(vertx, new GuardedPool(pool, Unguarded.ONLY, PATIENCE, Lane.REQUEST));
    }

    public GuardedPool pool() {
        return pool;
    }

    @Override
    public void close() {
        vertx.close();
    }

    /** Makes each call at once and once: there is nobody else whom it could be in the way of. */
    private enum Unguarded implements StoreGuard {
        ONLY;

        @Override
        public <T> Uni<T> call(Lane lane, Supplier<Uni<T>> attempt) {
            return attempt.get();
        }

        @Override
        public <T> Uni<T> once(Supplier<Uni<T>> attempt) {
            return attempt.get();
        }

        @Override
        public Uni<Void> requireOpenWay() {
            return Uni.createFrom().voidItem();
        }
    }
}
