package dev.lockstep.web.search;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.features.answers.AnswerEvent;
import dev.lockstep.web.http.JsonEvents;
import dev.lockstep.web.http.Problems;
import dev.lockstep.web.search.AnswerView.CitationView;
import dev.lockstep.web.search.SearchView.DegradationView;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.jboss.logging.Logger;

/** Turns an answer into server-sent events. */
final class AnswerEvents {

    private static final Logger LOG = Logger.getLogger(AnswerEvents.class);

    private final Sse sse;
    private final JsonEvents events;

    AnswerEvents(Sse sse, JsonEvents events) {
        this.sse = sse;
        this.events = events;
    }

    /** The data of {@code sources}. */
    public record SourcesView(List<CitationView> sources) {
        public SourcesView {
            sources = List.copyOf(sources);
        }
    }

    /** The data of {@code delta}. */
    public record DeltaView(String text) {}

    /**
     * Returns the events of an answer. A failure is an event too, because the head of the response has been sent by
     * then.
     */
    Multi<OutboundSseEvent> of(Multi<AnswerEvent> answer) {
        return answer.map(this::event).onFailure().recoverWithItem(this::error);
    }

    private OutboundSseEvent event(AnswerEvent event) {
        if (event instanceof AnswerEvent.Sources found) {
            return event("sources", new SourcesView(AnswerView.citations(found.sources())));
        }
        if (event instanceof AnswerEvent.Delta piece) {
            return event("delta", new DeltaView(piece.text()));
        }
        if (event instanceof AnswerEvent.Reset again) {
            return event("reset", DegradationView.of(again.reason()));
        }
        return event("done", AnswerView.of(((AnswerEvent.Done) event).answer()));
    }

    private OutboundSseEvent error(Throwable failure) {
        return event("error", problem(failure));
    }

    private OutboundSseEvent event(String name, Object data) {
        return events.event(sse, name, data).build();
    }

    private static HttpProblem problem(Throwable failure) {
        if (!(failure instanceof KnowledgeException known)) {
            LOG.error("an answer has failed", failure);
            return Problems.of(ErrorCode.INTERNAL_ERROR, "something went wrong here; the log says more")
                    .build();
        }
        return Problems.inBody(Failure.of(known)).build();
    }
}
