package dev.lockstep.features.answers;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.models.chat.ModelFailure;
import dev.lockstep.platform.resilience.FailureRules;
import dev.lockstep.platform.resilience.GuardedStore;
import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.RequestShares;
import dev.lockstep.platform.resilience.StoreName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Puts retries and a breaker before the chat model. The number of calls is bounded where answers are. */
@ApplicationScoped
class ModelGuard {

    private final GuardedStore guard;

    ModelGuard(AnswerSettings settings) {
        guard = new GuardedStore(
                new StoreName("The chat model", ErrorCode.CHAT_MODEL_UNAVAILABLE),
                settings.breaker(),
                new RequestShares(settings.maxConcurrent()),
                settings.maxRetries(),
                new Rules());
    }

    /** Makes the call. An attempt must end by itself, also when nobody waits for it any more. */
    <T> Uni<T> call(Supplier<Uni<T>> attempt) {
        return guard.call(Lane.REQUEST, attempt);
    }

    /** The rules of a chat model. One that says when to come back is not asked again at once: a quoted answer now is worth more. */
    private static final class Rules implements FailureRules {

        @Override
        public boolean saysThatTheStoreIsAway(Throwable failure) {
            return failure instanceof ModelFailure model
                    && switch (model.kind()) {
                        case AWAY, LATE, BROKEN -> true;
                        case BUSY, BUSY_FOR_LONGER, REFUSED, UNHEARD -> false;
                    };
        }

        @Override
        public boolean isWorthTryingAgain(Throwable failure) {
            return failure instanceof ModelFailure model
                    && switch (model.kind()) {
                        case AWAY, BUSY -> true;
                        case BUSY_FOR_LONGER, LATE, REFUSED, BROKEN, UNHEARD -> false;
                    };
        }
    }
}
