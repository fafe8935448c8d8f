package dev.lockstep.retrieval;

import dev.lockstep.catalog.KnowledgeBases;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.filtering.Filters;
import dev.lockstep.lexical.Analysis;
import dev.lockstep.points.Leg;
import dev.lockstep.retrieval.QueryVectors.Vector;
import dev.lockstep.retrieval.Warning.Code;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds out what a query asks of each knowledge base: looks it up, checks the filter, embeds, cuts the query into terms. */
@ApplicationScoped
class Targets {

    private final KnowledgeBases knowledgeBases;
    private final Filters filters;
    private final QueryVectors vectors;
    private final Analysis analysis;

    Targets(KnowledgeBases knowledgeBases, Filters filters, QueryVectors vectors, Analysis analysis) {
        this.knowledgeBases = knowledgeBases;
        this.filters = filters;
        this.vectors = vectors;
        this.analysis = analysis;
    }

    /** A knowledge base and the filter as it must be evaluated there. */
    private record Scope(KnowledgeBase knowledgeBase, Filter filter) {}

    Uni<List<Target>> of(Tenant tenant, Query query, Course course) {
        Uni<List<Scope>> scopes = course.watch().time(Stage.LOOKUP, () -> scopes(tenant, query));
        Uni<Vector> vector = query.mode().asks(LegName.DENSE)
                ? vectors.embed(query.text(), course)
                : Uni.createFrom().item(new Vector(null, null));
        return Uni.combine().all().unis(scopes, vector).asTuple().map(ready -> ready.getItem1().stream()
                .map(scope -> target(scope, query, ready.getItem2(), course))
                .toList());
    }

    private Uni<List<Scope>> scopes(Tenant tenant, Query query) {
        List<Uni<Scope>> each = query.knowledgeBases().stream()
                .map(name -> knowledgeBases
                        .require(tenant, name)
                        .invoke(vectors::require)
                        .chain(found ->
                                filters.resolve(found, query.filter()).map(resolved -> new Scope(found, resolved))))
                .toList();
        return Uni.join().all(each).andFailFast();
    }

    private Target target(Scope scope, Query query, Vector vector, Course course) {
        KnowledgeBase knowledgeBase = scope.knowledgeBase();
        SparseVector terms = knowledgeBase.language() == null
                ? SparseVector.EMPTY
                : analysis.query(knowledgeBase.language(), query.text()).vector();
        Map<LegName, Leg> legs = new EnumMap<>(LegName.class);
        if (vector.embedding() != null) {
            legs.put(LegName.DENSE, new Leg.Dense(vector.embedding()));
        }
        KnowledgeException missing = vector.failure();
        if (missing != null) {
            requireAnotherWay(terms, missing);
            course.goOnWithout(LegName.DENSE.wireName(), missing);
        }
        if (query.mode().asks(LegName.LEXICAL) || missing != null) {
            addLexical(legs, knowledgeBase, terms, query.mode(), course);
        }
        return new Target(knowledgeBase, scope.filter(), legs, terms);
    }

    private static void requireAnotherWay(SparseVector terms, KnowledgeException missing) {
        if (terms.isEmpty()) {
            throw missing;
        }
    }

    private static void addLexical(
            Map<LegName, Leg> legs, KnowledgeBase knowledgeBase, SparseVector terms, Mode mode, Course course) {
        if (!terms.isEmpty()) {
            legs.put(LegName.LEXICAL, new Leg.Lexical(terms));
        } else if (knowledgeBase.language() != null) {
            course.warn(
                    Code.NO_LEXICAL_TERMS,
                    "the query has nothing but stop words and punctuation: there is no word to look for");
        } else if (mode == Mode.LEXICAL) {
            throw new Conflict(ErrorCode.LEXICAL_UNAVAILABLE, withoutWords(knowledgeBase) + ": ask with mode dense");
        } else {
            course.goOnWithout(new Degradation(
                    LegName.LEXICAL.wireName(), ErrorCode.LEXICAL_UNAVAILABLE, withoutWords(knowledgeBase)));
        }
    }

    private static String withoutWords(KnowledgeBase knowledgeBase) {
        return "knowledge base '" + knowledgeBase.name() + "' has no language, so it is not searched by words";
    }
}
