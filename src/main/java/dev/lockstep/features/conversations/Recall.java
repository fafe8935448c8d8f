package dev.lockstep.features.conversations;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.MessageTerms;
import dev.lockstep.domain.PointHome;
import dev.lockstep.engine.livesearch.CheckedQuery;
import dev.lockstep.engine.livesearch.PointQuery;
import dev.lockstep.engine.livesearch.QueryAdmission;
import dev.lockstep.engine.livesearch.QueryRules;
import dev.lockstep.engine.livesearch.Stopwatch;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.stores.catalog.conversations.Conversations;
import dev.lockstep.stores.catalog.conversations.MessageFields;
import dev.lockstep.stores.points.Leg;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds earlier messages of a conversation by their meaning. */
@ApplicationScoped
public class Recall {

    private final Conversations conversations;
    private final MessageFields fields;
    private final EmbeddingModels models;
    private final NearestMessages nearest;
    private final QueryRules rules;
    private final QueryAdmission answering;

    Recall(
            Conversations conversations,
            MessageFields fields,
            EmbeddingModels models,
            NearestMessages nearest,
            QueryRules rules,
            QueryAdmission answering) {
        this.answering = answering;
        this.conversations = conversations;
        this.fields = fields;
        this.models = models;
        this.nearest = nearest;
        this.rules = rules;
    }

    /** Finds the live messages nearest to the query. Everything that was acknowledged before the call is searched. */
    public Uni<RecallResult> recall(Caller caller, ConversationId id, RecallRequest request) {
        Stopwatch watch = new Stopwatch();
        CheckedQuery question = rules.accept(request.query(), request.limit(), request.threshold(), request.filter());
        return answering
                .bounded(() -> messages(caller, id, question, request, watch))
                .map(hits -> new RecallResult(hits, watch.total()));
    }

    private Uni<List<RecallResult.Hit>> messages(
            Caller caller, ConversationId id, CheckedQuery question, RecallRequest request, Stopwatch watch) {
        Uni<Target> target = conversations
                .require(caller, id)
                .call(found -> checkFilter(found, question.filter()))
                .chain(found -> models.of(found)
                        .embedQuery(question.query())
                        .map(vector -> target(found, new Embedding(vector), question, request)));
        return Uni.combine()
                .all()
                .unis(target, nearest.refresh(watch))
                .asTuple()
                .chain(ready -> nearest.hits(
                        ready.getItem1().conversation(),
                        ready.getItem1().query(),
                        question.limit(),
                        ready.getItem2(),
                        watch));
    }

    private record Target(Conversation conversation, PointQuery query) {}

    private static Target target(
            Conversation conversation, Embedding query, CheckedQuery question, RecallRequest request) {
        return new Target(
                conversation,
                new PointQuery(
                        new PointHome(conversation.id().scope(), conversation.collection()),
                        List.of(new Leg.Dense(query)),
                        MessageTerms.filter(request.roles(), question.filter()),
                        question.threshold()));
    }

    private Uni<Void> checkFilter(Conversation conversation, Filter filter) {
        return filter.equals(Filter.ALL)
                ? Uni.createFrom().voidItem()
                : fields.known(conversation.id())
                        .invoke(known -> known.check(filter, "message of this conversation"))
                        .replaceWithVoid();
    }
}
