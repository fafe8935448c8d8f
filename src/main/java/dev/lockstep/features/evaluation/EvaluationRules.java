package dev.lockstep.features.evaluation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Texts;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.features.evaluation.EvaluationPlan.Judged;
import dev.lockstep.features.evaluation.EvaluationPlan.PlannedQuery;
import dev.lockstep.features.evaluation.EvaluationRequest.JudgedDocument;
import dev.lockstep.features.evaluation.EvaluationRequest.JudgedQuery;
import dev.lockstep.features.search.Mode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what can be evaluated, and says where the rest is wrong. */
@ApplicationScoped
class EvaluationRules {

    private static final int USUAL_K = 10;
    private static final int HIGHEST_GRADE = 100;
    private static final int LONGEST_ID = 200;

    /** No external id that was ever stored is as long. */
    private static final int LONGEST_EXTERNAL_ID = 10_000;

    private final EvaluationSettings settings;
    private final SearchSettings searches;

    EvaluationRules(EvaluationSettings settings, SearchSettings searches) {
        this.settings = settings;
        this.searches = searches;
    }

    /** @throws Rejected for a request that makes no sense */
    EvaluationPlan accept(EvaluationRequest request) {
        int k = between(1, searches.maxLimit(), Objects.requireNonNullElse(request.k(), USUAL_K), "k");
        return new EvaluationPlan(
                request.knowledgeBase(),
                queries(required(request.queries(), "queries")),
                modes(request.modes()),
                k,
                searches.maxLimit(),
                FilterParser.parse(request.filter()),
                request.details());
    }

    private List<PlannedQuery> queries(List<@Nullable JudgedQuery> asked) {
        if (asked.isEmpty() || asked.size() > settings.maxQueries()) {
            throw invalid(
                    "queries",
                    "must be 1 to " + settings.maxQueries() + " (lockstep.evaluations.max-queries), not "
                            + asked.size());
        }
        List<PlannedQuery> planned = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            String where = "queries[" + i + "]";
            PlannedQuery query = query(required(asked.get(i), where), String.valueOf(i + 1), where);
            if (!ids.add(query.id())) {
                throw invalid(where + ".id", "is '" + query.id() + "', as that of an earlier query is");
            }
            planned.add(query);
        }
        return planned;
    }

    private PlannedQuery query(JudgedQuery query, String number, String where) {
        String id = Objects.requireNonNullElse(Texts.line(where + ".id", query.id(), LONGEST_ID), number);
        String text = required(query.query(), where + ".query");
        if (Texts.isBlank(text)) {
            throw new Rejected(
                    ErrorCode.EMPTY_QUERY,
                    "'" + where + ".query' is empty: say what to look for",
                    Map.of("property", where + ".query"));
        }
        if (text.length() > searches.maxQueryLength()) {
            throw invalid(where + ".query", "is longer than " + searches.maxQueryLength() + " characters");
        }
        Texts.requireStorable(text, "'" + where + ".query'");
        return new PlannedQuery(id, text, judged(required(query.relevant(), where + ".relevant"), where + ".relevant"));
    }

    private List<Judged> judged(List<@Nullable JudgedDocument> documents, String where) {
        if (documents.size() > settings.maxJudged()) {
            throw invalid(
                    where,
                    "names " + documents.size() + " documents; at most " + settings.maxJudged()
                            + " are allowed (lockstep.evaluations.max-judged)");
        }
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String here = where + "[" + i + "]";
            judged.add(judged(required(documents.get(i), here), here));
        }
        if (judged.stream().noneMatch(document -> document.grade() > 0)) {
            throw invalid(where, "has no document with a grade above 0: name one that answers the query");
        }
        return judged;
    }

    private static Judged judged(JudgedDocument document, String where) {
        int grade = between(0, HIGHEST_GRADE, Objects.requireNonNullElse(document.grade(), 1), where + ".grade");
        if ((document.externalId() == null) == (document.documentId() == null)) {
            throw invalid(where, "must have either 'external_id' or 'document_id'");
        }
        String externalId = Texts.line(where + ".external_id", document.externalId(), LONGEST_EXTERNAL_ID);
        return new Judged(externalId, id(document.documentId(), where), grade);
    }

    private static @Nullable DocumentId id(@Nullable String id, String where) {
        try {
            return id == null ? null : new DocumentId(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw invalid(
                    where + ".document_id", "is no id of a document: take 'document_id' of a hit, or 'external_id'");
        }
    }

    private static List<Mode> modes(@Nullable List<@Nullable String> names) {
        if (names == null) {
            return List.of();
        }
        List<Mode> modes = names.stream().map(EvaluationRules::mode).distinct().toList();
        if (modes.isEmpty() || modes.size() < names.size()) {
            throw invalid("modes", "must name at least one of " + modes() + ", each once");
        }
        return modes;
    }

    private static Mode mode(@Nullable String name) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("modes", "must be some of " + modes() + ", not '" + name + "'"));
    }

    private static String modes() {
        return Arrays.stream(Mode.values()).map(Mode::wireName).collect(Collectors.joining(", "));
    }

    private static int between(int least, int most, int value, String property) {
        if (value < least || value > most) {
            throw invalid(property, "must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private static <T> T required(@Nullable T value, String property) {
        if (value == null) {
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY, "'" + property + "' is missing", Map.of("property", property));
        }
        return value;
    }

    private static Rejected invalid(String property, String what) {
        return new Rejected(ErrorCode.INVALID_VALUE, "'" + property + "' " + what, Map.of("property", property));
    }
}
