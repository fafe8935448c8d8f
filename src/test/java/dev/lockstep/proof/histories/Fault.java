package dev.lockstep.proof.histories;

import dev.lockstep.testing.Cut;
import dev.lockstep.testing.TcpProxy;
import dev.lockstep.testing.TcpProxy.Direction;
import java.time.Duration;
import java.util.function.Consumer;

/** What goes wrong, besides crashes of the service. Each ends by itself. */
enum Fault {
    /** Connections are reset, new ones refused. */
    QDRANT_CUT_OFF(2_000, (world, replica) -> wire(replica.qdrant(), TcpProxy::refuse)),
    /** Nothing passes, and what was held comes late. */
    QDRANT_BLACK_HOLE(1_500, (world, replica) -> wire(replica.qdrant(), TcpProxy::stall)),
    QDRANT_ANSWERS_LOST_ON_THE_WIRE(
            1_500, (world, replica) -> wire(replica.qdrant(), proxy -> proxy.stall(Direction.TO_CLIENT))),
    QDRANT_FAR_AWAY(
            2_000,
            (world, replica) ->
                    wire(replica.qdrant(), proxy -> proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(40)))),
    POSTGRES_CUT_OFF(1_000, (world, replica) -> wire(replica.postgres(), TcpProxy::refuse)),
    POSTGRES_BLACK_HOLE(800, (world, replica) -> wire(replica.postgres(), TcpProxy::stall)),
    POSTGRES_FAR_AWAY(
            1_000,
            (world, replica) ->
                    wire(replica.postgres(), proxy -> proxy.delay(Direction.TO_SERVER, Duration.ofMillis(15)))),
    /** One connection breaks while its transaction is being committed. */
    COMMIT_NOT_SENT(2_000, (world, replica) -> cut(replica, Cut.Moment.BEFORE_IT_IS_FORWARDED)),
    COMMIT_NOT_ANSWERED(2_000, (world, replica) -> cut(replica, Cut.Moment.BEFORE_THE_ANSWER)),
    POSTGRES_KILLED(0, (world, replica) -> {
        world.postgres().kill();
        world.postgres().restart();
        return () -> {};
    }),
    /** The clock jumps ahead: recovery takes over what is still being carried out, slowly. */
    LEASES_ENDED(1_200, (world, replica) -> {
        world.qdrant().faults().delay("Upsert", Duration.ofMillis(700));
        world.endLeases(Duration.ofMillis(700));
        return () -> world.qdrant().faults().clear();
    }),
    QDRANT_RESTARTED(0, (world, replica) -> {
        world.qdrant().stop();
        world.qdrant().start();
        return () -> {};
    }),
    /** It forgets all since its last image, whatever it acknowledged. */
    QDRANT_RESTORED(0, (world, replica) -> {
        world.restoreQdrant();
        return () -> {};
    }),
    /** The indexing lag without end. */
    APPLICATION_HELD(2_500, (world, replica) -> {
        world.qdrant().faults().holdApplication();
        return () -> world.qdrant().faults().clear();
    }),
    SLOW_UPSERTS(
            2_000,
            (world, replica) -> upserts(world, () -> world.qdrant().faults().delay("Upsert", Duration.ofMillis(200)))),
    UPSERTS_REFUSED(
            1_500,
            (world, replica) -> upserts(world, () -> world.qdrant().faults().refuse("Upsert", "UNAVAILABLE"))),
    UPSERT_ANSWERS_LOST(
            1_500,
            (world, replica) -> upserts(world, () -> world.qdrant().faults().loseAnswer("Upsert", "UNAVAILABLE"))),
    UPSERTS_LAND_LATE(
            1_500,
            (world, replica) -> upserts(world, () -> world.qdrant().faults().landLate("Upsert", "DEADLINE_EXCEEDED"))),
    /** Acknowledged, and lost before they were applied. */
    UPSERTS_FORGOTTEN(
            1_500,
            (world, replica) -> upserts(world, () -> world.qdrant().faults().pretend("Upsert"))),
    DELETES_REFUSED(1_500, (world, replica) -> {
        world.qdrant().faults().refuse("Delete", "UNAVAILABLE");
        return () -> world.qdrant().faults().clear();
    });

    /** Begins it. */
    private interface Beginning {
        /** @return ends it */
        Runnable begin(World world, Replica replica);
    }

    private final Duration length;
    private final Beginning beginning;

    Fault(long millis, Beginning beginning) {
        this.length = Duration.ofMillis(millis);
        this.beginning = beginning;
    }

    void strike(World world, Replica replica) {
        world.during(length, beginning.begin(world, replica));
    }

    private static Runnable wire(TcpProxy proxy, Consumer<TcpProxy> harm) {
        harm.accept(proxy);
        return proxy::mend;
    }

    private static Runnable cut(Replica replica, Cut.Moment moment) {
        Cut unused = replica.postgres().cutAt("COMMIT\0", moment);
        return replica.postgres()::mend;
    }

    private static Runnable upserts(World world, Runnable harm) {
        harm.run();
        return () -> world.qdrant().faults().clear();
    }
}
