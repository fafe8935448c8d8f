package dev.lockstep.features.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.MetadataRules;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.Readers;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.SourceText;
import dev.lockstep.domain.Texts;
import dev.lockstep.features.documents.DocumentDraft.CutChunk;
import dev.lockstep.text.lexical.Languages;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The rules for documents: which ones are accepted, and why the others are refused. */
@ApplicationScoped
class DraftRules {

    /** The most headings above a chunk: as deep as Markdown goes. */
    private static final int MOST_HEADINGS = 6;

    private static final int LONGEST_HEADING = 200;

    private final IngestionSettings settings;
    private final MetadataRules metadata;

    DraftRules(
            IngestionSettings settings,
            @ConfigProperty(name = "lockstep.metadata.max-depth", defaultValue = "5") int maxDepth,
            @ConfigProperty(name = "lockstep.metadata.max-bytes", defaultValue = "16384") int maxBytes) {
        this.settings = settings;
        this.metadata = new MetadataRules(maxDepth, maxBytes);
    }

    /** Returns the text, or the chunks that the client has cut it into. */
    SourceText source(DocumentDraft draft) {
        String title = title(draft.title());
        if (draft.chunks() == null) {
            return new SourceText(title, draft.format(), text(draft.text()), draft.pages(), List.of());
        }
        if (draft.text() != null) {
            throw invalid("chunks", "'text' and 'chunks' can't both be given: leave one out");
        }
        ReadyText ready = ready(draft.chunks());
        return new SourceText(title, draft.format(), text(ready.text()), null, ready.chunks());
    }

    private ReadyText ready(List<@Nullable CutChunk> chunks) {
        if (chunks.isEmpty()) {
            throw new Rejected(
                    ErrorCode.EMPTY_TEXT, "'chunks' is empty: there is nothing to store", Map.of("property", "chunks"));
        }
        ReadyText ready = new ReadyText();
        for (int i = 0; i < chunks.size(); i++) {
            String property = "chunks[" + i + "]";
            CutChunk chunk = chunks.get(i);
            if (chunk == null) {
                throw invalid(property, "'" + property + "' is null: it must be an object with a 'text'");
            }
            Metadata own = metadata.accept(chunk.metadata());
            Readers.refuse(own, property);
            ready.add(text(chunk.text(), property + ".text"), headings(chunk, property), own);
        }
        return ready;
    }

    private static List<String> headings(CutChunk chunk, String property) {
        if (chunk.headings() == null) {
            return List.of();
        }
        if (chunk.headings().size() > MOST_HEADINGS) {
            throw invalid(property + ".headings", "'" + property + ".headings' has more than " + MOST_HEADINGS);
        }
        List<String> headings = new ArrayList<>();
        for (String heading : chunk.headings()) {
            if (heading == null) {
                throw invalid(property + ".headings", "'" + property + ".headings' contains a null");
            }
            headings.add(Texts.line(property + ".headings", heading, LONGEST_HEADING));
        }
        return headings;
    }

    private String text(@Nullable String text) {
        return text(text, "text");
    }

    private String text(@Nullable String text, String property) {
        return Texts.require(text, property, settings.maxTextLength(), "lockstep.ingestion.max-text-length");
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }

    /** Takes a blank title for none: files and collections have many. */
    @Nullable
    String title(@Nullable String title) {
        return title == null || Texts.isBlank(title) ? null : Texts.line("title", title, settings.maxTitleLength());
    }

    @Nullable
    String externalId(@Nullable String externalId) {
        return Texts.line("external_id", externalId, settings.maxExternalIdLength());
    }

    /** @throws Rejected for a language that is not known */
    @Nullable
    String language(@Nullable String language) {
        if (language != null && !Languages.knows(language)) {
            throw invalid(
                    "language",
                    "'language' must be one of " + String.join(", ", Languages.codes()) + ", not '" + language + "'");
        }
        return language;
    }

    /**
     * Returns checked metadata, as the service accepts it and as the schema of the knowledge base says, if it has one.
     */
    Metadata metadata(KnowledgeBase knowledgeBase, @Nullable Map<String, ?> raw) {
        Readers.check(raw);
        Metadata accepted = metadata.accept(raw);
        MetadataSchema schema = knowledgeBase.metadataSchema();
        return schema == null ? accepted : schema.check(accepted);
    }

    /**
     * Returns checked metadata with what the document says of itself. That only adds, and is never a reason to refuse:
     * what the client has said already, what the schema has no place for, and what is too much is left out. So are readers: only the
     * client says who may read a document.
     */
    Metadata metadata(KnowledgeBase knowledgeBase, @Nullable Map<String, ?> raw, Map<String, Object> found) {
        MetadataSchema schema = knowledgeBase.metadataSchema();
        Map<String, Object> all = new LinkedHashMap<>();
        found.forEach((name, value) -> {
            Optional<Object> fitting = schema == null ? Optional.of(value) : schema.fitting(name, value);
            fitting.ifPresent(fit -> all.put(name, fit));
        });
        all.remove(Readers.FIELD);
        if (raw != null) {
            all.putAll(raw);
        }
        return metadata(knowledgeBase, metadata.admits(all) ? all : raw);
    }
}
