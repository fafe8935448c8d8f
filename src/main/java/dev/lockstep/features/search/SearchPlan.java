package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Readership;
import dev.lockstep.features.search.Warning.Code;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A question to the stores.
 *
 * @param wanted how many hits, besides those that were shown
 */
record SearchPlan(Query query, List<SearchTarget> targets, int wanted) {

    List<KnowledgeBase> knowledgeBases() {
        return targets.stream().map(SearchTarget::knowledgeBase).toList();
    }

    /** In whose name all of it is asked. */
    Readership readers() {
        return targets.get(0).documents().readership();
    }

    private Fusion fusion() {
        return new Fusion(
                query.fusion().k(),
                targets.stream()
                        .collect(Collectors.toMap(
                                target -> target.knowledgeBase().id(), SearchTarget::scale)));
    }

    /** Selects what is to be read: the best of the living that no page before has shown. */
    Selection select(LiveRankings sifted) {
        List<RankedPoint> ranked = order(sifted.living());
        Integer perDocument = query.perDocument();
        return perDocument == null
                ? Selection.single(ranked, query.shown(), wanted)
                : Selection.grouped(ranked, sifted.owners(), query.shown(), wanted, perDocument);
    }

    /** Orders all that pass the threshold, best first. Ranks count those that were shown on other pages too. */
    private List<RankedPoint> order(Rankings rankings) {
        List<RankedPoint> ranked = query.mode() == Mode.HYBRID ? fusion().fuse(rankings) : fusion().keep(rankings);
        Threshold threshold = query.threshold();
        return threshold == null || !threshold.isKnownTo(rankings)
                ? ranked
                : ranked.stream().filter(threshold::passes).toList();
    }

    /** Tells whether deeper rankings may bring more that passes the threshold. */
    boolean mayFindMore(Rankings rankings) {
        Threshold threshold = query.threshold();
        return rankings.more()
                && (threshold == null || !threshold.isKnownTo(rankings) || threshold.mayPassBelow(rankings, fusion()));
    }

    /** Warns when no hit can have the score: leaving everything out because a leg is away would be no answer. */
    void warnOfUnknownScore(Rankings rankings, SearchTrace trace) {
        Threshold threshold = query.threshold();
        if (threshold != null && !rankings.legs().isEmpty() && !threshold.isKnownTo(rankings)) {
            trace.warn(
                    Code.THRESHOLD_NOT_APPLIED,
                    "'score_threshold' was not applied: there are no "
                            + threshold.on().wireName() + " scores now");
        }
    }
}
