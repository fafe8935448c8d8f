package dev.lockstep.features.search;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.engine.filtering.Filters;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.QueryVectors.Vector;
import dev.lockstep.features.search.Scales.Reading;
import dev.lockstep.features.search.Warning.Code;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.stores.points.Leg;
import dev.lockstep.text.lexical.ReadQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what a query asks of each knowledge base: looks it up, checks the filter, embeds, cuts the query into terms. */
@ApplicationScoped
class SearchTargets {

    private final KnowledgeBases knowledgeBases;
    private final Filters filters;
    private final EmbeddingModels models;
    private final ModelGuesses guesses;
    private final QueryLanguages languages;
    private final Scales scales;
    private final SearchSettings settings;

    SearchTargets(
            KnowledgeBases knowledgeBases,
            Filters filters,
            EmbeddingModels models,
            ModelGuesses guesses,
            QueryLanguages languages,
            Scales scales,
            SearchSettings settings) {
        this.knowledgeBases = knowledgeBases;
        this.filters = filters;
        this.models = models;
        this.guesses = guesses;
        this.languages = languages;
        this.scales = scales;
        this.settings = settings;
    }

    /** What is asked for in a knowledge base, and the words that its documents may have of the query. */
    private record Scope(ReadableDocuments documents, ReadQuery words) {
        KnowledgeBase knowledgeBase() {
            return documents.knowledgeBase();
        }
    }

    Uni<List<SearchTarget>> of(Caller caller, Query query, SearchTrace trace) {
        QueryVectors vectors = new QueryVectors(query.text(), settings.embeddingTimeout(), trace);
        Uni<List<Scope>> scopes = trace.watch().time(Stage.LOOKUP, () -> scopes(caller, query));
        return Uni.combine()
                .all()
                .unis(scopes, embedAhead(caller, query, vectors))
                .asTuple()
                .chain(ready -> targets(ready.getItem1(), query, vectors, trace));
    }

    /** @throws dev.lockstep.domain.Conflict when another generation of one serves by now */
    Uni<Void> requireUnmoved(List<KnowledgeBase> searched) {
        return knowledgeBases.requireUnmoved(searched);
    }

    /** Embeds ahead. A failure here comes again where it matters. */
    private Uni<Vector> embedAhead(Caller caller, Query query, QueryVectors vectors) {
        return query.mode().asks(LegName.DENSE)
                ? vectors.by(guesses.guess(
                                caller.tenant(), query.knowledgeBases().get(0)))
                        .onFailure()
                        .recoverWithItem(Vector.NONE)
                : Uni.createFrom().item(Vector.NONE);
    }

    private Uni<List<Scope>> scopes(Caller caller, Query query) {
        Uni<Optional<String>> detection = languages.detection(query);
        List<Uni<Scope>> each = query.knowledgeBases().stream()
                .map(name -> knowledgeBases
                        .require(caller, name)
                        .invoke(guesses::remember)
                        .chain(found -> scope(caller, found, query, detection)))
                .toList();
        return Uni.join().all(each).andFailFast();
    }

    private Uni<Scope> scope(Caller caller, KnowledgeBase found, Query query, Uni<Optional<String>> detection) {
        return Uni.combine()
                .all()
                .unis(filters.resolve(caller, found, query.filter()), languages.read(found, query, detection))
                .with(Scope::new);
    }

    private Uni<List<SearchTarget>> targets(List<Scope> scopes, Query query, QueryVectors vectors, SearchTrace trace) {
        List<Uni<SearchTarget>> each = scopes.stream()
                .map(scope -> Uni.combine()
                        .all()
                        .unis(
                                vector(scope.knowledgeBase(), query, vectors),
                                scales.reading(scope.knowledgeBase(), scope.words()))
                        .with((vector, reading) -> target(scope, query, vector, reading, trace)))
                .toList();
        return Uni.join().all(each).andFailFast();
    }

    private Uni<Vector> vector(KnowledgeBase knowledgeBase, Query query, QueryVectors vectors) {
        return query.mode().asks(LegName.DENSE)
                ? vectors.by(models.of(knowledgeBase))
                : Uni.createFrom().item(Vector.NONE);
    }

    private SearchTarget target(Scope scope, Query query, Vector vector, Reading reading, SearchTrace trace) {
        KnowledgeBase knowledgeBase = scope.knowledgeBase();
        SparseVector terms = scope.words().terms();
        Map<LegName, Leg> legs = new EnumMap<>(LegName.class);
        if (vector.embedding() != null) {
            legs.put(LegName.DENSE, new Leg.Dense(vector.embedding()));
        }
        KnowledgeException missing = vector.failure();
        if (missing != null) {
            requireAnotherWay(terms, missing);
            trace.goOnWithout(LegName.DENSE.wireName(), missing);
        }
        if (query.mode().asks(LegName.LEXICAL) || missing != null) {
            addLexical(legs, knowledgeBase, terms, query.mode(), trace);
        }
        return new SearchTarget(
                scope.documents(),
                legs,
                Scales.of(knowledgeBase, query, scope.words(), legs.keySet(), reading),
                scope.words());
    }

    private static void requireAnotherWay(SparseVector terms, KnowledgeException missing) {
        if (terms.isEmpty()) {
            throw missing;
        }
    }

    private static void addLexical(
            Map<LegName, Leg> legs, KnowledgeBase knowledgeBase, SparseVector terms, Mode mode, SearchTrace trace) {
        if (!terms.isEmpty()) {
            legs.put(LegName.LEXICAL, new Leg.Lexical(terms));
        } else if (knowledgeBase.language() != null) {
            trace.warn(
                    Code.NO_LEXICAL_TERMS,
                    "the query has nothing but stop words and punctuation: there is no word to look for");
        } else if (mode == Mode.LEXICAL) {
            throw new Conflict(ErrorCode.LEXICAL_UNAVAILABLE, withoutWords(knowledgeBase) + ": ask with mode dense");
        } else {
            trace.goOnWithout(new Degradation(
                    LegName.LEXICAL.wireName(), ErrorCode.LEXICAL_UNAVAILABLE, withoutWords(knowledgeBase)));
        }
    }

    private static String withoutWords(KnowledgeBase knowledgeBase) {
        return "knowledge base '" + knowledgeBase.name() + "' has no language, so it is not searched by words";
    }
}
