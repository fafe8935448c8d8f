package dev.lockstep.features.search;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import dev.lockstep.features.search.Annotations.Annotation;
import dev.lockstep.features.search.CloseReading.Closeness;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.Reranking.Judged;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Looks again at the hits that are shown, by what was read in their texts: it corrects how likely they answer the query, and which of them
 * comes first. Where the request says how to order, by weights of its own or by a reranker, the order stays.
 */
final class CloserLook {

    /** How much a word of the query counts that only another hit from the same document has. */
    private static final double ELSEWHERE = 0.2;

    /** BM25 takes a short chunk for better than it is, and a long one for worse: by this power of their lengths. */
    private static final double LENGTH = 0.15;

    private static final double USUAL_LENGTH = 75;
    private static final int SHORTEST = 10;

    /** How much runs of characters count for the order of the hits, by how few of the hits have them. */
    private static final double RUNS = 0.3;

    /** How much it counts for the relevance of a hit which part of the query's runs it has. */
    private static final double SHARED = 2;

    /** That part of them the best of what does not fit has as well. */
    private static final double BY_CHANCE = 0.27;

    private final Query query;
    private final Map<KnowledgeBaseId, Relevance> relevance = new HashMap<>();
    private final Map<PointId, Annotation> annotations;

    CloserLook(Query query, List<SearchTarget> targets, Map<PointId, Annotation> annotations) {
        this.query = query;
        this.annotations = annotations;
        targets.forEach(target ->
                relevance.put(target.knowledgeBase().id(), target.scale().relevance()));
    }

    /** A hit with what was added to its evidence. */
    private record Read(Judged hit, double support) {
        double score() {
            return hit.group().get(0).ranked().score() + support;
        }
    }

    /**
     * What all hits have together, against which each is read.
     *
     * @param found the words of the query that the hits of each document have
     * @param rarity of the query's runs of characters
     */
    private record Company(Map<DocumentId, Map<Integer, Double>> found, Map<String, Double> rarity) {}

    List<Judged> at(List<Judged> hits) {
        Company company = new Company(found(hits), rarity(hits));
        List<Read> read = hits.stream().map(hit -> read(hit, company)).toList();
        return (isOrdered(hits) ? read.stream() : read.stream().sorted(Comparator.comparingDouble(hit -> -hit.score())))
                .map(Read::hit)
                .toList();
    }

    private boolean isOrdered(List<Judged> hits) {
        return query.mode() != Mode.HYBRID
                || !query.fusion().equals(FusionRequest.DEFAULT)
                || hits.stream().anyMatch(hit -> hit.score() != null);
    }

    /** The words of the query that the hits of each document have, all together. */
    private Map<DocumentId, Map<Integer, Double>> found(List<Judged> hits) {
        Map<DocumentId, Map<Integer, Double>> found = new HashMap<>();
        for (Judged hit : hits) {
            found.computeIfAbsent(hit.best().documentId(), none -> new HashMap<>())
                    .putAll(annotation(hit).closeness().found());
        }
        return found;
    }

    private Map<String, Double> rarity(List<Judged> hits) {
        return CharacterRuns.rarity(hits.stream()
                .map(hit -> annotation(hit).runs())
                .filter(runs -> !runs.isEmpty())
                .toList());
    }

    private Annotation annotation(Judged hit) {
        return Objects.requireNonNull(annotations.get(hit.best().id()));
    }

    private Read read(Judged hit, Company company) {
        Item best = hit.group().get(0);
        Relevance scale = Objects.requireNonNull(relevance.get(best.ranked().scope()));
        if (!scale.hearsWords()) {
            return new Read(hit, 0);
        }
        Annotation annotation = annotation(hit);
        Closeness closeness = annotation.closeness();
        double support = closeness.support()
                + ELSEWHERE
                        * missing(
                                closeness.found().keySet(),
                                Objects.requireNonNull(
                                        company.found().get(hit.best().documentId())));
        Place place = best.ranked().place(LegName.LEXICAL);
        double words = place == null ? 0 : place.evidence();
        CharacterRuns runs = annotation.runs();
        double shared = runs.isEmpty() ? 0 : SHARED * (runs.share() - BY_CHANCE);
        double read = (words * Math.pow(length(closeness), LENGTH) + support + shared) / annotation.crowding();
        float corrected = (float) scale.corrected(best.ranked().relevance(), read - words);
        return new Read(with(hit, best.ranked().with(corrected)), support + RUNS * runs.evidence(company.rarity()));
    }

    private static double missing(Set<Integer> own, Map<Integer, Double> found) {
        Set<Integer> others = new HashSet<>(found.keySet());
        others.removeAll(own);
        return others.stream().mapToDouble(found::get).sum();
    }

    private static double length(Closeness closeness) {
        return Math.max(SHORTEST, closeness.words()) / USUAL_LENGTH;
    }

    private static Judged with(Judged hit, RankedPoint best) {
        List<Item> group = new ArrayList<>(hit.group());
        group.set(0, new Item(best, hit.best()));
        return new Judged(group, hit.score());
    }
}
