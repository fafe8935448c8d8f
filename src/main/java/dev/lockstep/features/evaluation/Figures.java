package dev.lockstep.features.evaluation;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.features.evaluation.EvaluationResult.JudgedRank;
import dev.lockstep.features.evaluation.EvaluationResult.MeasuredGeneration;
import dev.lockstep.features.evaluation.EvaluationResult.ModeFigures;
import dev.lockstep.features.evaluation.EvaluationResult.QueryFigures;
import dev.lockstep.features.evaluation.EvaluationResult.QueryMode;
import dev.lockstep.features.evaluation.EvaluationResult.Remark;
import dev.lockstep.features.evaluation.EvaluationResult.Remark.Code;
import dev.lockstep.features.evaluation.Judgements.JudgedText;
import dev.lockstep.features.search.Degradation;
import dev.lockstep.features.search.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the figures out of what the searches have found. */
record Figures(EvaluationPlan plan, Judgements judgements, List<JudgedSearch> searches) {

    Figures {
        searches = List.copyOf(searches);
    }

    /** @param began a value of {@link System#nanoTime()} */
    EvaluationResult result(KnowledgeBase knowledgeBase, long began) {
        return new EvaluationResult(
                knowledgeBase.name(),
                new MeasuredGeneration(
                        knowledgeBase.generation(), knowledgeBase.embeddingModel(), knowledgeBase.language()),
                plan.k(),
                plan.depth(),
                judgements.queries().size(),
                modes(),
                judgements.missing(),
                remarks(),
                plan.details() ? details() : List.of(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private List<ModeFigures> modes() {
        Map<Mode, List<JudgedSearch>> byMode =
                new TreeMap<>(searches.stream().collect(Collectors.groupingBy(JudgedSearch::mode)));
        return byMode.entrySet().stream()
                .map(entry -> figures(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ModeFigures figures(Mode mode, List<JudgedSearch> all) {
        List<RankingQuality> qualities = all.stream().map(JudgedSearch::quality).toList();
        long notFound =
                qualities.stream().filter(quality -> quality.deepRecall() == 0).count();
        Duration total = all.stream().map(JudgedSearch::took).reduce(Duration.ZERO, Duration::plus);
        return new ModeFigures(
                mode, RankingQuality.mean(qualities), Math.toIntExact(notFound), total.dividedBy(all.size()));
    }

    private List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        if (!judgements.missing().isEmpty()) {
            int leftOut = plan.queries().size() - judgements.queries().size();
            remarks.add(new Remark(
                    Code.JUDGED_DOCUMENTS_MISSING,
                    judgements.missing().size()
                            + " judged documents are not in the knowledge base, or don't match the filter, and count for"
                            + " nothing: see missing. Queries without any other relevant document, left out: "
                            + leftOut));
        }
        Map<String, List<Degradation>> degraded = searches.stream()
                .map(JudgedSearch::degraded)
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(
                        part -> part.part() + " (" + part.reason().wireName() + ")",
                        TreeMap::new,
                        Collectors.toList()));
        degraded.forEach((part, all) -> remarks.add(new Remark(
                Code.SEARCHES_DEGRADED,
                all.size() + " of " + searches.size() + " searches went without " + part
                        + ", so the figures are not those of" + " a whole search: "
                        + all.get(0).message())));
        return remarks;
    }

    private List<QueryFigures> details() {
        Map<String, List<JudgedSearch>> byQuery = searches.stream()
                .collect(Collectors.groupingBy(search -> search.query().id()));
        Map<String, JudgedText> inOrder = judgements.queries().stream()
                .collect(Collectors.toMap(JudgedText::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        return inOrder.values().stream()
                .map(query -> new QueryFigures(
                        query.id(),
                        query.text(),
                        byQuery.getOrDefault(query.id(), List.of()).stream()
                                .sorted(Comparator.comparing(JudgedSearch::mode))
                                .map(this::details)
                                .toList()))
                .toList();
    }

    private QueryMode details(JudgedSearch search) {
        List<JudgedRank> ranks = search.query().grades().entrySet().stream()
                .map(judged -> new JudgedRank(
                        judged.getKey(),
                        judgements.externalIds().get(judged.getKey()),
                        judged.getValue(),
                        search.ranks().get(judged.getKey())))
                .toList();
        return new QueryMode(search.mode(), search.quality(), ranks);
    }
}
