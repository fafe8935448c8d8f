package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.documents.DocumentLanguages;
import dev.lockstep.text.lexical.LanguageDetector;
import dev.lockstep.text.lexical.Languages;
import dev.lockstep.text.lexical.LexicalSettings;
import dev.lockstep.text.lexical.QueryReading;
import dev.lockstep.text.lexical.ReadQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads a query as the documents of a knowledge base were read: in its language, or in all languages that documents have there. In
 * which language the query itself is, it may say; else that is found out where there are several.
 */
@ApplicationScoped
class QueryLanguages {

    /** The languages in which a query was read before: their dictionaries are there. */
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    private final DocumentLanguages languages;
    private final LanguageDetector detector;
    private final QueryReading reading;
    private final LexicalSettings settings;

    QueryLanguages(
            DocumentLanguages languages, LanguageDetector detector, QueryReading reading, LexicalSettings settings) {
        this.languages = languages;
        this.detector = detector;
        this.reading = reading;
        this.settings = settings;
    }

    /** Returns what finds the language of the query, once for all knowledge bases, and only if one needs it. */
    Uni<Optional<String>> detection(Query query) {
        return query.language() == null
                ? CallerContext.compute(() -> detector.detect(query.text()))
                        .memoize()
                        .indefinitely()
                : Uni.createFrom().item(Optional.of(query.language()));
    }

    /** @param detection of the query's language */
    Uni<ReadQuery> read(KnowledgeBase knowledgeBase, Query query, Uni<Optional<String>> detection) {
        return knowledgeBase.language() == null
                ? Uni.createFrom().item(ReadQuery.NOTHING)
                : languages.of(knowledgeBase).chain(own -> read(query, present(knowledgeBase, own), detection));
    }

    /** Several readings take their time, as does the first one in a language, so they are made off the event loop. */
    private Uni<ReadQuery> read(Query query, List<String> present, Uni<Optional<String>> detection) {
        if (query.language() == null && present.size() == 1 && met.add(present.get(0))) {
            return CallerContext.compute(() -> reading.read(query.text(), present.get(0), present));
        }
        return query.language() == null && present.size() == 1
                ? Uni.createFrom().item(() -> reading.read(query.text(), present.get(0), present))
                : detection.chain(
                        found -> CallerContext.compute(() -> reading.read(query.text(), found.orElse(null), present)));
    }

    /** The languages of the documents: that of the knowledge base, if it has one, and those that documents have instead. */
    private List<String> present(KnowledgeBase knowledgeBase, List<String> own) {
        Set<String> present = new LinkedHashSet<>();
        if (!knowledgeBase.findsLanguages()) {
            present.add(knowledgeBase.language());
        }
        present.addAll(own);
        if (present.isEmpty()) {
            present.add(Languages.UNDETERMINED);
        }
        return present.stream().limit(settings.maxQueryLanguages()).toList();
    }
}
