package dev.lockstep.web;

import dev.lockstep.answers.AnswerEvent;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.web.AnswerView.CitationView;
import dev.lockstep.web.SearchView.DegradationView;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** An answer as server-sent events. */
final class AnswerEvents {

    private static final Logger LOG = Logger.getLogger(AnswerEvents.class);
    private static final MediaType PROBLEM = new MediaType("application", "problem+json");

    private final Sse sse;

    AnswerEvents(Sse sse) {
        this.sse = sse;
    }

    /** The data of {@code sources}. */
    public record SourcesView(List<CitationView> sources) {
        public SourcesView {
            sources = List.copyOf(sources);
        }
    }

    /** The data of {@code delta}. */
    public record DeltaView(String text) {}

    /** What fails before the first event fails as any request does, with a status; afterwards only an event can tell. */
    Multi<OutboundSseEvent> of(Multi<AnswerEvent> answer) {
        AtomicBoolean begun = new AtomicBoolean();
        return answer.invoke(event -> begun.set(true))
                .map(this::event)
                .onFailure(failure -> begun.get())
                .recoverWithItem(this::error);
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
        HttpProblem problem;
        if (failure instanceof KnowledgeException) {
            problem = Problems.of(Failure.of(failure)).build();
        } else {
            LOG.error("an answer has failed", failure);
            problem = Problems.of(ErrorCode.INTERNAL_ERROR, "something went wrong here; the log says more")
                    .build();
        }
        return sse.newEventBuilder()
                .name("error")
                .mediaType(PROBLEM)
                .data(HttpProblem.class, problem)
                .build();
    }

    private OutboundSseEvent event(String name, Object data) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data.getClass(), data)
                .build();
    }
}
