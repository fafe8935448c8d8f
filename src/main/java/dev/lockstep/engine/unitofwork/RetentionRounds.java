package dev.lockstep.engine.unitofwork;

import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.stores.catalog.unitofwork.Retention;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** Deletes keys and records that are old enough, a slice at a time; several processes may do it side by side. */
@ApplicationScoped
class RetentionRounds implements Duty {

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int SLICE = 1_000;

    private final Retention retention;
    private final UnitOfWorkSettings settings;

    RetentionRounds(Retention retention, UnitOfWorkSettings settings) {
        this.retention = retention;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public String purpose() {
        return "Forgets idempotency keys and records of finished units of work that are old enough.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.always(INTERVAL);
    }

    @Override
    public Uni<Void> round() {
        return untilNoneIsLeft(() -> retention.expireKeys(settings.keyRetention(), SLICE))
                .chain(() -> untilNoneIsLeft(() -> retention.deleteRecords(settings.recordRetention(), SLICE)));
    }

    private static Uni<Void> untilNoneIsLeft(Supplier<Uni<Integer>> slice) {
        return slice.get().chain(done -> done < SLICE ? Uni.createFrom().voidItem() : untilNoneIsLeft(slice));
    }
}
