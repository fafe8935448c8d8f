package dev.lockstep.features.transactions;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorLocation;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Operation;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.engine.unitofwork.Assignment;
import dev.lockstep.engine.unitofwork.Plan;
import dev.lockstep.engine.unitofwork.Planner;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.engine.unitofwork.UnitsOfWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Carries out several operations as one unit of work. */
@ApplicationScoped
public class TransactionService {

    private final Map<String, Planner> planners;
    private final UnitsOfWork unitsOfWork;
    private final TransactionRules rules;
    private final TransactionSettings settings;

    TransactionService(
            @Any Instance<Planner> planners,
            UnitsOfWork unitsOfWork,
            TransactionRules rules,
            TransactionSettings settings) {
        this.planners =
                planners.stream().collect(Collectors.toUnmodifiableMap(Planner::participant, Function.identity()));
        this.unitsOfWork = unitsOfWork;
        this.rules = rules;
        this.settings = settings;
    }

    /**
     * Carries out the operations, all or none.
     *
     * @param key null when the request is not meant to come again
     * @param answer makes the response, which is kept with the transaction
     * @return the response: also of a transaction that was undone, or still goes on
     * @throws KnowledgeException when it could not be begun: then nothing is kept of it
     */
    public Uni<StoredResponse> execute(
            Caller caller,
            @Nullable IdempotencyKey key,
            List<Operation> operations,
            TransactionOptions options,
            Function<TransactionResult, StoredResponse> answer) {
        rules.requireSize(operations);
        Assignment.Reply reply = new Assignment.Reply(key, answer);
        return Multi.createFrom()
                .range(0, operations.size())
                .onItem()
                .transformToUniAndConcatenate(ordinal -> plan(caller, ordinal, operations.get(ordinal)))
                .collect()
                .asList()
                .invoke(rules::requireDistinct)
                .map(plans -> new Assignment(caller, () -> prepare(plans), rules.accept(options), reply))
                .chain(unitsOfWork::attempt)
                .map(outcome ->
                        Objects.requireNonNullElseGet(outcome.response(), () -> answer.apply(outcome.result())));
    }

    private Uni<Plan> plan(Caller caller, int ordinal, Operation operation) {
        Planner planner = planners.get(operation.participant());
        if (planner == null) {
            throw new IllegalStateException("there is no planner for operations of " + operation.participant());
        }
        return Uni.createFrom()
                .deferred(() -> planner.plan(caller, operation))
                .onFailure(KnowledgeException.class)
                .transform(error -> ErrorLocation.inOperation(ordinal, error));
    }

    /** Prepares the steps. Several are embedded side by side; the steps stay in order. */
    private Uni<List<Step>> prepare(List<Plan> plans) {
        List<Uni<Step>> steps = IntStream.range(0, plans.size())
                .mapToObj(ordinal -> Uni.createFrom()
                        .deferred(() -> plans.get(ordinal).prepare().get())
                        .onFailure(KnowledgeException.class)
                        .transform(error -> (Throwable) ErrorLocation.inOperation(ordinal, error)))
                .toList();
        return Uni.join()
                .all(steps)
                .usingConcurrencyOf(settings.preparedTogether())
                .andFailFast();
    }
}
