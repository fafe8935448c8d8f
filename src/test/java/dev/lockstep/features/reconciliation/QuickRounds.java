package dev.lockstep.features.reconciliation;

import java.time.Duration;

/** Passes several times a second. */
record QuickRounds(
        Duration purgeInterval,
        Duration collectorInterval,
        Duration scrubInterval,
        Duration firstPassAfter,
        int pageSize,
        Duration pause,
        Duration lease,
        double fuseShare,
        int fuseFloor,
        int quarantineLimit,
        Duration repairWait)
        implements ReconciliationSettings {

    static QuickRounds of(ReconciliationSettings configured) {
        Duration often = Duration.ofMillis(300);
        return new QuickRounds(
                configured.purgeInterval(),
                often,
                often,
                Duration.ofMillis(50),
                configured.pageSize(),
                configured.pause(),
                configured.lease(),
                configured.fuseShare(),
                configured.fuseFloor(),
                configured.quarantineLimit(),
                configured.repairWait());
    }
}
