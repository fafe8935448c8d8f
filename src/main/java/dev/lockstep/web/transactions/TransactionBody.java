package dev.lockstep.web.transactions;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.ErrorLocation;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Operation;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.transactions.TransactionOptions;
import dev.lockstep.web.http.Bodies;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Several operations that become visible in one instant, or never. */
public record TransactionBody(
        @Schema(required = true, minItems = 1, maxItems = 500) @Nullable
        List<@Nullable OperationBody> operations,

        @Nullable OptionsBody options) {

    /** How the transaction is to be carried out. */
    public record OptionsBody(
            @Schema(description = "From the request to the commit", examples = "30000", minimum = "1") @Nullable
            Long timeoutMs,

            @Schema(description = "Try again what fails for a passing reason, before all is undone") @Nullable
            Boolean retryOnFailure,

            @Schema(description = "How often", examples = "3", minimum = "0", maximum = "10") @Nullable
            Integer maxRetries,

            @Schema(description = "true: undone when the time is up; false: goes on in the background") @Nullable
            Boolean compensateOnTimeout) {}

    List<Operation> asked() {
        List<@Nullable OperationBody> bodies = Bodies.requireProperty(operations, "operations");
        List<Operation> asked = new ArrayList<>(bodies.size());
        for (int ordinal = 0; ordinal < bodies.size(); ordinal++) {
            try {
                asked.add(require(bodies.get(ordinal)).asked());
            } catch (KnowledgeException wrong) {
                throw ErrorLocation.inOperation(ordinal, wrong);
            }
        }
        return asked;
    }

    private static OperationBody require(@Nullable OperationBody body) {
        if (body == null) {
            throw new Rejected(ErrorCode.WRONG_TYPE, "an operation is a JSON object, not null");
        }
        return body;
    }

    TransactionOptions howTo() {
        return options == null
                ? TransactionOptions.DEFAULT
                : new TransactionOptions(
                        options.timeoutMs(),
                        options.retryOnFailure(),
                        options.maxRetries(),
                        options.compensateOnTimeout());
    }
}
