package dev.lockstep.features.transactions;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Operation;
import dev.lockstep.domain.Rejected;
import dev.lockstep.engine.unitofwork.Options;
import dev.lockstep.engine.unitofwork.Options.OnTimeout;
import dev.lockstep.engine.unitofwork.Plan;
import dev.lockstep.engine.unitofwork.UnitOfWorkSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rules for transactions: which ones are accepted, and why the others are refused. */
@ApplicationScoped
class TransactionRules {

    private static final int DEFAULT_RETRIES = 3;

    private final TransactionSettings settings;
    private final UnitOfWorkSettings unitsOfWork;

    TransactionRules(TransactionSettings settings, UnitOfWorkSettings unitsOfWork) {
        this.settings = settings;
        this.unitsOfWork = unitsOfWork;
    }

    void requireSize(List<Operation> operations) {
        if (operations.isEmpty()) {
            throw invalid("operations", "'operations' is empty: a transaction has at least one");
        }
        if (operations.size() > settings.maxOperations()) {
            throw new Rejected(
                    ErrorCode.TOO_MANY_OPERATIONS,
                    "the transaction has " + operations.size() + " operations; at most " + settings.maxOperations()
                            + " are allowed (lockstep.transaction.max-operations)",
                    Map.of("limit", settings.maxOperations(), "actual", operations.size()));
        }
    }

    void requireDistinct(List<Plan> plans) {
        Map<String, Integer> seen = new HashMap<>();
        for (int ordinal = 0; ordinal < plans.size(); ordinal++) {
            Integer first = seen.putIfAbsent(plans.get(ordinal).target(), ordinal);
            if (first != null) {
                throw new Rejected(
                        ErrorCode.DUPLICATE_TARGET,
                        "operations[" + first + "] and operations[" + ordinal + "] change the same thing ("
                                + plans.get(ordinal).target() + "): a transaction may change it only once",
                        Map.of("operations", List.of(first, ordinal)));
            }
        }
    }

    Options accept(TransactionOptions asked) {
        return new Options(timeout(asked), retries(asked), onTimeout(asked));
    }

    private Duration timeout(TransactionOptions asked) {
        if (asked.timeoutMs() == null) {
            return unitsOfWork.timeout();
        }
        long most = unitsOfWork.maxTimeout().toMillis();
        if (asked.timeoutMs() < 1 || asked.timeoutMs() > most) {
            throw invalid(
                    "options.timeout_ms",
                    "'options.timeout_ms' must be 1 to " + most + " (lockstep.unit-of-work.max-timeout), not "
                            + asked.timeoutMs());
        }
        return Duration.ofMillis(asked.timeoutMs());
    }

    private int retries(TransactionOptions asked) {
        int retries = Objects.requireNonNullElse(asked.maxRetries(), DEFAULT_RETRIES);
        if (retries < 0 || retries > settings.maxRetries()) {
            throw invalid(
                    "options.max_retries",
                    "'options.max_retries' must be 0 to " + settings.maxRetries()
                            + " (lockstep.transaction.max-retries), not " + retries);
        }
        return Boolean.TRUE.equals(asked.retryOnFailure()) ? retries : 0;
    }

    private static OnTimeout onTimeout(TransactionOptions asked) {
        return Boolean.FALSE.equals(asked.compensateOnTimeout()) ? OnTimeout.CONTINUE : OnTimeout.COMPENSATE;
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }
}
