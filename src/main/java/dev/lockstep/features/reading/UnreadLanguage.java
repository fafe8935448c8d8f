package dev.lockstep.features.reading;

import dev.lockstep.domain.Fluency;
import java.util.List;
import java.util.Locale;

/**
 * The language of a knowledge base that its model does not read, or only partly.
 *
 * @param fluency a poor one
 * @param readers the ids of other models of this service that read it well
 */
public record UnreadLanguage(String language, String model, Fluency fluency, List<String> readers) {

    /** What a warning of it is called on the wire. */
    public static final String CODE = "model_does_not_read_language";

    public UnreadLanguage {
        readers = List.copyOf(readers);
    }

    public String message() {
        return "embedding model " + model + (fluency == Fluency.PARTLY ? " reads " : " does not read ") + name()
                + (fluency == Fluency.PARTLY
                        ? " only partly: searches by meaning miss much. "
                        : ": searches by meaning find hardly more than shared words and names. ")
                + remedy();
    }

    private String name() {
        String named = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return named.equals(language) ? "'" + language + "'" : named + " (" + language + ")";
    }

    private String remedy() {
        return readers.isEmpty()
                ? "No model of this service reads it: docs/models.md names some that read many languages; POST"
                        + " .../reembed moves a knowledge base to one"
                : "These read it: " + String.join(", ", readers)
                        + "; POST .../reembed with one as 'embedding_model' moves a knowledge base to it";
    }
}
