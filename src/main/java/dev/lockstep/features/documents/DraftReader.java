package dev.lockstep.features.documents;

import dev.lockstep.domain.Tenant;
import dev.lockstep.features.documents.DocumentOrder.Uploaded;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.spool.HeldFile;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.platform.tracing.Tracing;
import dev.lockstep.text.parsing.Parsing;
import dev.lockstep.text.parsing.Upload;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.isolation.Requester;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads documents from files of the spool: those that clients have sent, and drafts that were kept there. */
@ApplicationScoped
public class DraftReader {

    private final Parsing parsing;
    private final Spool spool;

    DraftReader(Parsing parsing, Spool spool) {
        this.parsing = parsing;
        this.spool = spool;
    }

    /** Reads a file that a client has sent into a knowledge base, in whatever format. */
    public Uni<DocumentDraft> parse(Tenant tenant, String knowledgeBase, SpooledFile file, Uploaded said) {
        return parse(tenant, knowledgeBase, file, said, PageProgress.NOBODY);
    }

    /** @param progress is told of pages that are read as pictures */
    Uni<DocumentDraft> parse(
            Tenant tenant, String knowledgeBase, SpooledFile file, Uploaded said, PageProgress progress) {
        Requester requester = new Requester(tenant.value(), knowledgeBase);
        return Tracing.stage(
                        "parse",
                        () -> parsing.parse(
                                requester,
                                new Upload(
                                        new Content.InFile(file.path()),
                                        said.fileName(),
                                        said.mediaType(),
                                        said.charset()),
                                progress))
                .map(document -> draft(said, document));
    }

    /** Makes a draft, in which the client's word about a document counts more than the document's own. */
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
                null,
                said.language());
    }

    /** Writes a draft to the spool, for later. */
    Uni<String> keep(DocumentDraft draft) {
        return spool.keep(() -> KeptJson.bytes(draft));
    }

    /** Takes a file over for later: it is there after a loss of power, too. */
    Uni<String> keep(HeldFile held) {
        return spool.keep(held);
    }

    Uni<DocumentDraft> kept(SpooledFile file) {
        return CallerContext.compute(() -> KeptJson.draft(file.path()));
    }
}
