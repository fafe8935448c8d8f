package dev.lockstep.features.answers;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Texts;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.features.search.SearchRequest;
import dev.lockstep.features.search.SearchRequest.Extra;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what may be asked, and says why not the rest. The search judges what is said of the search. */
@ApplicationScoped
class AnswerRules {

    private final AnswerSettings settings;
    private final SearchSettings searches;

    AnswerRules(AnswerSettings settings, SearchSettings searches) {
        this.settings = settings;
        this.searches = searches;
    }

    /** @throws Rejected for a question that makes no sense */
    Question accept(Caller caller, AnswerRequest request) {
        SearchRequest search = request.search();
        String text = question(search.query());
        int limit = between(1, settings.maxLimit(), search.limit(), settings.defaultLimit(), "limit");
        int maxTokens = between(1, settings.maxTokens(), request.maxTokens(), settings.defaultTokens(), "max_tokens");
        return new Question(caller, text, sought(search, limit), maxTokens);
    }

    private String question(@Nullable String question) {
        if (question == null) {
            throw new Rejected(ErrorCode.MISSING_PROPERTY, "'question' is missing", Map.of("property", "question"));
        }
        if (Texts.isBlank(question)) {
            throw new Rejected(ErrorCode.EMPTY_QUERY, "'question' is empty: say what you want to know");
        }
        int longest = Math.min(searches.maxQueryLength(), settings.maxPromptLength() / 2);
        if (question.length() > longest) {
            throw invalid("question", "'question' is longer than " + longest + " characters");
        }
        return question;
    }

    private static int between(int least, int most, @Nullable Integer asked, int usual, String property) {
        int value = Objects.requireNonNullElse(asked, usual);
        if (value < least || value > most) {
            throw invalid(property, "'" + property + "' must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /** Has the search find the sentences too that are quoted if no model writes, and look whether anything answers the question. */
    private static SearchRequest sought(SearchRequest asked, int limit) {
        return new SearchRequest(
                asked.knowledgeBases(),
                asked.query(),
                asked.language(),
                asked.mode(),
                limit,
                asked.filter(),
                asked.threshold(),
                asked.thresholdOn(),
                null,
                null,
                asked.fusion(),
                asked.rerank(),
                Set.of(Extra.HIGHLIGHTS, Extra.CLOSER_LOOK),
                null);
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }
}
