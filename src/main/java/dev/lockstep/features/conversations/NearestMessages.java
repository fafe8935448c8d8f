package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Message;
import dev.lockstep.domain.MessageId;
import dev.lockstep.domain.PointId;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.engine.livesearch.Draft;
import dev.lockstep.engine.livesearch.LegResult;
import dev.lockstep.engine.livesearch.LiveRounds;
import dev.lockstep.engine.livesearch.NearestPoints;
import dev.lockstep.engine.livesearch.PointQuery;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.engine.livesearch.Stopwatch;
import dev.lockstep.features.conversations.RecallResult.Hit;
import dev.lockstep.stores.catalog.conversations.Messages;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the nearest live messages of a conversation, each once, however many pieces it was cut into. */
@ApplicationScoped
class NearestMessages {

    private final LiveRounds rounds;
    private final NearestPoints points;
    private final Messages messages;
    private final SearchSettings settings;

    NearestMessages(LiveRounds rounds, NearestPoints points, Messages messages, SearchSettings settings) {
        this.rounds = rounds;
        this.points = points;
        this.messages = messages;
        this.settings = settings;
    }

    /** Makes the write buffer complete. */
    Uni<CompleteBuffer> refresh(Stopwatch watch) {
        return rounds.refresh(watch);
    }

    /** @param query of one leg */
    Uni<List<Hit>> hits(
            Conversation conversation, PointQuery query, int limit, CompleteBuffer buffer, Stopwatch watch) {
        if (conversation.messages() == 0) {
            // The conversation's collection may not have been made yet.
            return Uni.createFrom().item(List.of());
        }
        Deadline deadline = Deadline.in(settings.timeout());
        return rounds.answer(
                (complete, depth) -> points.find(complete, List.of(query), depth, deadline, watch)
                        .chain(found -> choose(conversation.id(), found.get(0).get(0), limit)),
                buffer,
                limit,
                watch);
    }

    /**
     * Chooses among what was found. Texts are long, so as long as it is open which messages answer, only their ids are
     * read.
     */
    private Uni<Draft<List<Hit>>> choose(ConversationId conversation, LegResult nearest, int limit) {
        List<PointId> ids = nearest.best().stream().map(Near::id).toList();
        Uni<Map<PointId, MessageId>> owners =
                ids.isEmpty() ? Uni.createFrom().item(Map.of()) : messages.ofPoints(conversation, ids);
        return owners.map(live -> new Choice(conversation, nearest, live, limit));
    }

    /** The nearest piece of each message, for as many messages as are wanted. */
    private final class Choice implements Draft<List<Hit>> {

        private final ConversationId conversation;
        private final Map<MessageId, Near> best = new LinkedHashMap<>();
        private final Set<PointId> dropped = new HashSet<>();
        private final boolean tooFew;

        Choice(ConversationId conversation, LegResult nearest, Map<PointId, MessageId> owners, int limit) {
            this.conversation = conversation;
            for (Near near : nearest.best()) {
                MessageId owner = owners.get(near.id());
                if (owner == null) {
                    dropped.add(near.id());
                } else if (best.size() < limit) {
                    best.putIfAbsent(owner, near);
                }
            }
            this.tooFew = best.size() < limit && nearest.more();
        }

        @Override
        public List<PointId> chosen() {
            return best.values().stream().map(Near::id).toList();
        }

        @Override
        public Set<PointId> dropped() {
            return dropped;
        }

        @Override
        public boolean tooFew() {
            return tooFew;
        }

        @Override
        public Uni<Draft<List<Hit>>> sifted() {
            return Uni.createFrom().item(this);
        }

        @Override
        public Uni<Reading<List<Hit>>> read() {
            return best.isEmpty()
                    ? Uni.createFrom().item(new Reading<>(List.of(), Set.of()))
                    : messages.byId(conversation, best.keySet()).map(this::reading);
        }

        private Reading<List<Hit>> reading(List<Message> found) {
            Map<MessageId, Message> byId = new HashMap<>();
            found.forEach(message -> byId.put(message.id(), message));
            Map<MessageId, Near> live = new LinkedHashMap<>(best);
            live.keySet().retainAll(byId.keySet());
            List<Hit> hits = live.entrySet().stream()
                    .map(hit -> new Hit(hit.getValue().score(), byId.get(hit.getKey())))
                    .toList();
            return new Reading<>(hits, live.values().stream().map(Near::id).collect(Collectors.toSet()));
        }
    }
}
