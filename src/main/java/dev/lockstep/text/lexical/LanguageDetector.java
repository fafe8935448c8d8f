package dev.lockstep.text.lexical;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which language a text is written in, or that it can't be told: because the text is short, in several languages, or no prose at
 * all, as source code, logs and tables of numbers. It is safe for use by several threads. It looks at five passages of a long text, so
 * that its time is bounded: some milliseconds. The first call takes up to a second, because it reads the model.
 */
@ApplicationScoped
public class LanguageDetector {

    /** How much of a text has to be in one script. Names and quotations in another are common in prose. */
    private static final double ONE_SCRIPT = 0.75;

    /** How many of the passages have to be in one language: all but one. */
    private static final double AGREEMENT = 0.7;

    /** Returns the language of a text, a code that {@link Languages#knows}; nothing when it is in doubt. */
    public Optional<String> detect(String text) {
        List<String> passages = TextPassages.of(text);
        Map<String, Integer> votes = new HashMap<>();
        for (String passage : passages) {
            passageLanguage(passage).ifPresent(language -> votes.merge(language, 1, Integer::sum));
        }
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() > AGREEMENT * passages.size())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<String> passageLanguage(String passage) {
        ScriptCounts scripts = ScriptCounts.of(passage);
        if (scripts.share() < ONE_SCRIPT || !Prose.is(passage)) {
            return Optional.empty();
        }
        return ScriptLanguages.only(scripts).or(() -> NgramModel.language(passage, scripts));
    }
}
