package dev.lockstep.features.conversations;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Operation;
import dev.lockstep.engine.unitofwork.Plan;
import dev.lockstep.engine.unitofwork.Planner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Plans the messages that a transaction appends beside its other changes. */
@ApplicationScoped
class MessagePlanner implements Planner {

    private final MessageAppender appender;

    MessagePlanner(MessageAppender appender) {
        this.appender = appender;
    }

    @Override
    public String participant() {
        return ConversationParticipant.NAME;
    }

    @Override
    public Uni<Plan> plan(Caller caller, Operation operation) {
        return appender.check(caller, (MessageOperation) operation)
                .map(checked -> new Plan(
                        ConversationParticipant.lockKey(checked.conversation()),
                        () -> appender.prepare(checked).map(Function.identity())));
    }
}
