package dev.lockstep.text.preparation;

import dev.lockstep.domain.DocumentLanguage;
import dev.lockstep.domain.SourceText;
import dev.lockstep.text.lexical.LanguageDetector;
import dev.lockstep.text.lexical.Languages;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells the language of a document: the one that it names, else that of its knowledge base, which may be to find it in the text. */
@ApplicationScoped
class SourceLanguage {

    private final LanguageDetector detector;

    SourceLanguage(LanguageDetector detector) {
        this.detector = detector;
    }

    /** Takes some time where the language must be found: not for an event loop. */
    DocumentLanguage of(SourceText source, Recipe recipe) {
        if (recipe.ownLanguage() != null || !DocumentLanguage.AUTO.equals(recipe.language())) {
            return DocumentLanguage.declared(recipe.ownLanguage());
        }
        String text = source.title() == null ? source.text() : source.title() + "\n" + source.text();
        return DocumentLanguage.found(detector.detect(text).orElse(Languages.UNDETERMINED));
    }
}
