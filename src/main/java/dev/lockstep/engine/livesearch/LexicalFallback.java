package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.stores.catalog.documents.FullText;
import dev.lockstep.stores.catalog.documents.FullText.Frequencies;
import dev.lockstep.stores.catalog.documents.FullText.Match;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The lexical leg without Qdrant: PostgreSQL finds the chunks by their words, and they are scored here by the same
 * weights and the same formula. It reads what is live and nothing else, so no write buffer is needed beside it.
 *
 * <p>It is approximate in one way: candidates are bounded. The rarest terms of the query choose them, because these
 * decide which chunk comes first; a chunk that has only frequent terms may be missing.
 */
@ApplicationScoped
public class LexicalFallback {

    private final FullText fullText;
    private final SearchSettings settings;

    LexicalFallback(FullText fullText, SearchSettings settings) {
        this.fullText = fullText;
        this.settings = settings;
    }

    /**
     * The chunks that were found.
     *
     * @param best best first
     * @param mass the rarity of all terms of the query, summed
     */
    public record Found(List<Near> best, float mass) {
        static final Found NOTHING = new Found(List.of(), 1);

        public Found {
            best = List.copyOf(best);
        }
    }

    /**
     * Returns the best chunks, best first.
     *
     * @param query how often each term is asked for; empty finds nothing
     */
    public Uni<Found> nearest(ReadableDocuments among, SparseVector query, int limit) {
        return query.isEmpty()
                ? Uni.createFrom().item(Found.NOTHING)
                : fullText.frequencies(among.knowledgeBase().id(), query)
                        .chain(frequencies -> nearest(among, query, frequencies, limit));
    }

    private Uni<Found> nearest(ReadableDocuments among, SparseVector query, Frequencies frequencies, int limit) {
        List<Integer> choosing = rarest(frequencies.byTerm());
        if (choosing.isEmpty()) {
            return Uni.createFrom().item(Found.NOTHING);
        }
        SparseVector weighed = weigh(query, frequencies);
        return fullText.matches(among, choosing, settings.fallbackCandidates())
                .map(found -> new Found(best(found, weighed, limit), Rarity.mass(weighed, frequencies.chunks())));
    }

    /** Returns the rarest terms: as many as bring no more candidates than are wanted, but at least one. */
    private List<Integer> rarest(Map<Integer, Long> byTerm) {
        List<Integer> rarest = new ArrayList<>();
        long candidates = 0;
        for (Map.Entry<Integer, Long> term : byTerm.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.comparingByValue())
                .toList()) {
            candidates += term.getValue();
            if (!rarest.isEmpty() && candidates > settings.fallbackCandidates()) {
                break;
            }
            rarest.add(term.getKey());
        }
        return rarest;
    }

    private static SparseVector weigh(SparseVector query, Frequencies frequencies) {
        float[] values = new float[query.size()];
        for (int i = 0; i < values.length; i++) {
            long holders = frequencies.byTerm().getOrDefault(query.indices()[i], 0L);
            values[i] = query.values()[i] * Rarity.idf(Math.max(frequencies.chunks(), holders), holders);
        }
        return new SparseVector(query.indices(), values);
    }

    private static List<Near> best(List<Match> found, SparseVector weighed, int limit) {
        return found.stream()
                .map(match -> new Near(match.point(), match.lexical().dot(weighed)))
                .sorted(Comparator.comparingDouble((Near near) -> -near.score()).thenComparing(Near::id))
                .limit(limit)
                .toList();
    }
}
