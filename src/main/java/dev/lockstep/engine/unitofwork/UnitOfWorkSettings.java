package dev.lockstep.engine.unitofwork;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How long units of work may take, and how persistently they are finished. */
@ConfigMapping(prefix = "lockstep.unit-of-work")
public interface UnitOfWorkSettings {

    /** The time from staging to commit; embedding is done before. */
    @WithDefault("30s")
    Duration timeout();

    /** How many may be under way in this process. */
    @WithDefault("64")
    int maxConcurrent();

    /** How many more may wait to begin; beyond it, they are refused with 429 before anything of them is begun. */
    @WithDefault("128")
    int maxWaiting();
    /** The longest timeout that a transaction can ask for. */
    @WithDefault("5m")
    Duration maxTimeout();

    /** How long a transaction that is to go on after its timeout may take altogether. */
    @WithDefault("10m")
    Duration backgroundTimeout();

    /** How long after the timeout others may take an unfinished unit of work over. */
    @WithDefault("15s")
    Duration leaseMargin();

    /** How often unfinished ones are looked for. */
    @WithDefault("2s")
    Duration recoveryInterval();

    /** How many are recovered at a time. */
    @WithDefault("32")
    int recoveryBatch();

    /** The number of failed attempts to undo after which a unit of work is parked for an administrator. */
    @WithDefault("50")
    int maxAttempts();

    /** The longest pause between two attempts. */
    @WithDefault("60s")
    Duration maxBackoff();

    /**
     * The pauses before compensated units of work are swept for late points: first after the compensation, then after
     * each other.
     */
    @WithDefault("5s,30s,5m")
    List<Duration> sweepDelays();

    /** How many committed units of work are confirmed in one round. */
    @WithDefault("64")
    int settleBatch();

    /** How long an idempotency key is remembered. */
    @WithDefault("24h")
    Duration keyRetention();

    /** How long the record of a finished unit of work is kept, if nothing of it is live any more. */
    @WithDefault("30d")
    Duration recordRetention();

    /**
     * Whether every lease is ended at start: the launcher sets it when nobody else can be using the database.
     * Everything that claims reads it.
     */
    @WithDefault("false")
    boolean soleOwner();
}
