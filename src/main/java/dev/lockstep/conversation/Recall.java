package dev.lockstep.conversation;

import dev.lockstep.catalog.Conversations;
import dev.lockstep.catalog.MessageFields;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Tenant;
import dev.lockstep.embedding.EmbeddingModel;
import dev.lockstep.nearest.Answering;
import dev.lockstep.nearest.QueryRules;
import dev.lockstep.nearest.Question;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Finds what was said before in a conversation, by its meaning. */
@ApplicationScoped
public class Recall {

    private final Conversations conversations;
    private final MessageFields fields;
    private final EmbeddingModel model;
    private final NearestMessages nearest;
    private final QueryRules rules;
    private final Answering answering;

    Recall(
            Conversations conversations,
            MessageFields fields,
            EmbeddingModel model,
            NearestMessages nearest,
            QueryRules rules,
            Answering answering) {
        this.answering = answering;
        this.conversations = conversations;
        this.fields = fields;
        this.model = model;
        this.nearest = nearest;
        this.rules = rules;
    }

    /** The live messages nearest to the query. Whatever was acknowledged before the call is searched, all of it. */
    public Uni<RecallResult> recall(Tenant tenant, ConversationId id, RecallRequest request) {
        long begun = System.nanoTime();
        Question question = rules.accept(request.query(), request.limit(), request.threshold(), request.filter());
        return answering
                .bounded(() -> messages(tenant, id, question, request))
                .map(hits -> new RecallResult(hits, Duration.ofNanos(System.nanoTime() - begun)));
    }

    private Uni<List<RecallResult.Hit>> messages(
            Tenant tenant, ConversationId id, Question question, RecallRequest request) {
        Uni<Conversation> conversation = conversations
                .require(tenant, id)
                .invoke(found -> found.requireModel(model.id().value()))
                .call(found -> checkFilter(found, question.filter()));
        return Uni.combine()
                .all()
                .unis(conversation, model.embedQuery(question.query()), nearest.refresh())
                .asTuple()
                .chain(ready ->
                        nearest.hits(ready.getItem1(), new Embedding(ready.getItem2()), question, request.roles()));
    }

    private Uni<Void> checkFilter(Conversation conversation, Filter filter) {
        return filter.equals(Filter.ALL)
                ? Uni.createFrom().voidItem()
                : fields.known(conversation.id())
                        .invoke(known -> known.check(filter, "message of this conversation"))
                        .replaceWithVoid();
    }
}
