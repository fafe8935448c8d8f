package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Message;
import dev.lockstep.domain.MessageId;
import dev.lockstep.domain.MessageTerms;
import dev.lockstep.domain.Role;
import dev.lockstep.engine.livesearch.Ask;
import dev.lockstep.engine.livesearch.NearestLive;
import dev.lockstep.engine.livesearch.Question;
import dev.lockstep.engine.livesearch.Scored;
import dev.lockstep.features.conversations.RecallResult.Hit;
import dev.lockstep.stores.catalog.conversations.Messages;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog.Unsettled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The nearest live messages of a conversation, each once, however many pieces it was cut into. */
@ApplicationScoped
class NearestMessages {

    private final NearestLive nearest;
    private final Messages messages;

    NearestMessages(NearestLive nearest, Messages messages) {
        this.nearest = nearest;
        this.messages = messages;
    }

    /** Makes the write buffer complete; must have been done before {@link #hits}. */
    Uni<Unsettled> refresh() {
        return nearest.refresh();
    }

    Uni<List<Hit>> hits(
            Conversation conversation, Embedding query, Question question, Set<Role> roles, Unsettled began) {
        if (conversation.messages() == 0) {
            // Its collection may not have been made yet.
            return Uni.createFrom().item(List.of());
        }
        Ask ask = new Ask(
                conversation.collection(),
                conversation.id().scope(),
                query,
                MessageTerms.filter(roles, question.filter()),
                question.limit(),
                question.threshold());
        // Texts are long: while it is still open which messages answer, only their ids are read.
        return nearest.hits(ask, began, ids -> messages.ofPoints(conversation.id(), ids))
                .chain(scored -> hydrate(conversation.id(), scored));
    }

    private Uni<List<Hit>> hydrate(ConversationId conversation, List<Scored<MessageId>> scored) {
        return messages.byId(conversation, scored.stream().map(Scored::item).toList())
                .map(found -> {
                    Map<MessageId, Message> live =
                            found.stream().collect(Collectors.toMap(Message::id, Function.identity()));
                    return scored.stream()
                            .filter(hit -> live.containsKey(hit.item()))
                            .map(hit -> new Hit(hit.score(), live.get(hit.item())))
                            .toList();
                });
    }
}
