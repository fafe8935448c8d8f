package dev.lockstep.features.answers;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.features.search.Degradation;
import dev.lockstep.features.search.Search;
import dev.lockstep.features.search.SearchResult;
import dev.lockstep.models.chat.ChatModel;
import dev.lockstep.models.chat.FinishReason;
import dev.lockstep.models.chat.ModelFailure;
import dev.lockstep.models.chat.ModelFailure.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an answer of what was found: the model writes it, or it is quoted. */
@ApplicationScoped
class AnswerWriter {

    private static final Degradation SOURCE_CHANGED = new Degradation(
            AnswerResult.STAGE,
            ErrorCode.SOURCE_CHANGED,
            "a source was changed or deleted while the model wrote from it: this is quoted from what is there now");

    private final ChatModels models;
    private final ModelGuard guard;
    private final SourceLiveness stillLive;
    private final Search search;
    private final Prompts prompts;
    private final double floor;

    AnswerWriter(
            ChatModels models, ModelGuard guard, SourceLiveness stillLive, Search search, AnswerSettings settings) {
        this.models = models;
        this.guard = guard;
        this.stillLive = stillLive;
        this.search = search;
        this.prompts = new Prompts(settings.maxPromptLength());
        this.floor = settings.floor();
    }

    /** Says what is being answered, from what, and for whom. */
    private record Task(Question question, SearchResult found, List<CitedSource> sources, AnswerRun run) {

        Listener listener() {
            return run.listener();
        }

        Markers markers() {
            return new Markers(sources.size());
        }
    }

    /**
     * The outcome of asking the model: an answer, or why there is none.
     *
     * @param missing null when there is an answer
     */
    private record Draft(
            @Nullable AnswerResult answer, @Nullable Degradation missing) {}

    Uni<AnswerResult> of(Question question, SearchResult found, AnswerRun run) {
        Task task = begin(question, found, run);
        Optional<ChatModel> model = models.configured();
        return model.isEmpty() || !tells(task)
                ? Uni.createFrom().item(() -> quoted(task, null))
                : draft(model.get(), task).chain(draft -> checked(draft, task));
    }

    /** Tells whether what was found can hold an answer. A hit that was left out by a threshold of its own is not there at all. */
    private boolean tells(Task task) {
        return task.sources().stream().anyMatch(source -> source.hit().score() >= floor);
    }

    private Task begin(Question question, SearchResult found, AnswerRun run) {
        Task task = new Task(question, found, prompts.sources(question.text(), found.hits()), run);
        task.listener().hear(task.sources());
        return task;
    }

    private Uni<Draft> draft(ChatModel model, Task task) {
        return guard.call(() -> attempt(model, task))
                .map(answer -> new Draft(answer, null))
                .onFailure(AnswerWriter::isTheModels)
                .recoverWithItem(failure -> new Draft(null, missing(failure)));
    }

    /** Makes one attempt. Each begins with nothing: none is made after one of which something was told. */
    private Uni<AnswerResult> attempt(ChatModel model, Task task) {
        Question question = task.question();
        CitedText text = new CitedText(task.markers(), task.listener()::hear);
        Duration left = task.run().deadline().remaining().plusMillis(1);
        Uni<FinishReason> ending = task.listener()
                .whilePresent(model.write(prompts.prompt(question, task.sources()), text::append))
                .ifNoItem()
                .after(left)
                .failWith(() -> new ModelFailure(
                        Kind.LATE,
                        "The chat model " + model.name()
                                + " took longer than an answer may (lockstep.answers.timeout).",
                        null));
        return ending.map(end -> result(model, text, end, task)).onTermination().invoke(text::close);
    }

    private static AnswerResult result(ChatModel model, CitedText text, FinishReason end, Task task) {
        String said = text.finish();
        if (said.isEmpty()) {
            throw new ModelFailure(Kind.BROKEN, "The chat model " + model.name() + " said nothing.", null);
        }
        List<CitedSource> cited = task.markers().cited(said, task.sources());
        List<Caution> cautions = new ArrayList<>();
        if (end == FinishReason.CUT) {
            cautions.add(Caution.cut(task.question().maxTokens()));
        }
        if (cited.isEmpty()) {
            cautions.add(Caution.noCitations());
        }
        return task.run().answer(said, cited, model.name(), task.found(), null, cautions);
    }

    /**
     * Checks a draft. If something has changed while the model wrote, it is searched for anew, and quoted: that takes no time in which it
     * could change again.
     */
    private Uni<AnswerResult> checked(Draft draft, Task task) {
        Question question = task.question();
        String knowledgeBase = question.search().knowledgeBases().get(0);
        return stillLive
                .all(question.caller(), knowledgeBase, task.sources())
                .chain(live -> live
                        ? Uni.createFrom().item(() -> given(draft, task))
                        : search.search(question.caller(), question.search()).map(found -> anew(draft, found, task)));
    }

    private AnswerResult given(Draft draft, Task task) {
        return draft.answer() == null ? quoted(task, draft.missing()) : draft.answer();
    }

    private AnswerResult anew(Draft draft, SearchResult found, Task before) {
        Degradation reason = draft.missing() == null ? SOURCE_CHANGED : draft.missing();
        before.listener().forget(reason);
        return quoted(begin(before.question(), found, before.run()), reason);
    }

    /** @param missing why it is not the model's; null when there is none */
    private AnswerResult quoted(Task task, @Nullable Degradation missing) {
        if (missing != null) {
            task.listener().forget(missing);
        }
        if (!tells(task)) {
            return task.run().nothing(task.sources(), task.found(), missing);
        }
        String text = Quotes.of(task.sources());
        task.listener().hear(text);
        List<CitedSource> cited = task.markers().cited(text, task.sources());
        return task.run().answer(text, cited, AnswerResult.EXTRACTIVE, task.found(), missing, List.of());
    }

    private static boolean isTheModels(Throwable failure) {
        return (failure instanceof ModelFailure model && model.kind() != Kind.UNHEARD)
                || failure instanceof Unavailable
                || failure instanceof Overloaded;
    }

    private static Degradation missing(Throwable failure) {
        boolean late = failure instanceof ModelFailure model && model.kind() == Kind.LATE;
        return new Degradation(
                AnswerResult.STAGE,
                late ? ErrorCode.DEADLINE_EXCEEDED : ErrorCode.CHAT_MODEL_UNAVAILABLE,
                String.valueOf(failure.getMessage()));
    }
}
