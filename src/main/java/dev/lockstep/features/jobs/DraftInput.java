package dev.lockstep.features.jobs;

import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.features.jobs.DocumentOrder.Uploaded;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.text.parsing.Parsing;
import dev.lockstep.text.parsing.Upload;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the document of a job from the spool. */
@ApplicationScoped
class DraftInput {

    private final Input input;
    private final Parsing parsing;

    DraftInput(Input input, Parsing parsing) {
        this.input = input;
        this.parsing = parsing;
    }

    Uni<DocumentDraft> of(JobRun run, DocumentOrder order) {
        return input.of(run.job()).chain(file -> {
            run.meter().enter(Step.PARSING);
            run.meter().set(0, file.bytes());
            return (order.upload() == null ? draft(file) : parse(file, order.upload()))
                    .invoke(draft -> run.meter().add(file.bytes()));
        });
    }

    private static Uni<DocumentDraft> draft(SpooledFile file) {
        return CallerContext.compute(() -> JobJson.draft(file.path()));
    }

    private Uni<DocumentDraft> parse(SpooledFile file, Uploaded said) {
        return parsing.parse(
                        new Upload(new Content.InFile(file.path()), said.fileName(), said.mediaType(), said.charset()))
                .map(document -> draft(said, document));
    }

    /** What the client says of a document counts more than what the document says. */
    private static DocumentDraft draft(Uploaded said, ParsedDocument document) {
        return new DocumentDraft(
                said.externalId(),
                said.title() == null ? document.title() : said.title(),
                document.text(),
                document.format(),
                said.metadata(),
                document.metadata(),
                said.chunking(),
                null,
                null);
    }
}
