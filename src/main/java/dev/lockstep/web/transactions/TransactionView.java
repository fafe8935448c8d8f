package dev.lockstep.web.transactions;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StepReport;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.Transition;
import dev.lockstep.features.transactions.TransactionHistory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a transaction.
 *
 * @param status {@code completed}, {@code compensated}, {@code failed} (could not be undone yet, and is invisible) or
 *     {@code in_progress}
 * @param stepResults by {@code step_0}, {@code step_1}, ... in the order of the operations
 * @param compensatedSteps in the order in which they were undone
 * @param error why it was undone
 * @param createdAt when it was made; only where transactions are read
 * @param createdBy the name of its caller; only where transactions are read
 */
public record TransactionView(
        UUID id,

        @Schema(enumeration = {"completed", "compensated", "failed", "in_progress"})
        String status,

        long executionTimeMs,
        Map<String, StepView> stepResults,
        List<String> compensatedSteps,
        @Nullable ErrorView error,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String createdBy) {

    /** The outcome of one operation. */
    @Schema(
            name = "TransactionStep",
            description = "Beside these: what it was about, such as knowledge_base, id, external_id and version",
            additionalProperties = Schema.True.class)
    public record StepView(
            String participant,
            String operation,

            @Schema(description = "completed, failed, compensated or pending")
            String status,

            Map<String, Integer> affected,
            @Schema(hidden = true) @JsonAnyGetter Map<String, Object> target,

            @Nullable ErrorView error) {}

    /** An error as in a problem: the stable code, a sentence, and the same facts as values. */
    @Schema(name = "TransactionError", additionalProperties = Schema.True.class)
    public record ErrorView(
            String code,
            String detail,
            @Schema(hidden = true) @JsonAnyGetter Map<String, Object> facts) {

        static @Nullable ErrorView of(@Nullable Failure failure) {
            return failure == null
                    ? null
                    : new ErrorView(failure.code().wireName(), failure.message(), failure.facts());
        }
    }

    /** A transition of a unit of work into a state. */
    public record TransitionView(UUID id, String state, String status, Instant at) {
        static TransitionView of(Transition transition) {
            return new TransitionView(
                    transition.id().value(),
                    transition.state().name().toLowerCase(Locale.ROOT),
                    transition.state().status(),
                    transition.at());
        }
    }

    static TransactionView of(TransactionResult result) {
        return of(result, null, null);
    }

    static TransactionView of(TransactionHistory.Entry entry) {
        return of(entry.result(), entry.createdAt(), entry.createdBy());
    }

    private static TransactionView of(
            TransactionResult result, @Nullable Instant createdAt, @Nullable String createdBy) {
        Map<String, StepView> steps = new LinkedHashMap<>();
        result.steps().forEach(step -> steps.put(name(step.ordinal()), step(step)));
        return new TransactionView(
                result.id().value(),
                result.state().status(),
                result.took().toMillis(),
                steps,
                result.compensated().stream().map(TransactionView::name).toList(),
                ErrorView.of(result.error()),
                createdAt,
                createdBy);
    }

    private static StepView step(StepReport step) {
        return new StepView(
                step.participant(),
                step.operation(),
                step.status().name().toLowerCase(Locale.ROOT),
                step.affected(),
                step.target(),
                ErrorView.of(step.error()));
    }

    private static String name(int ordinal) {
        return "step_" + ordinal;
    }
}
