package dev.lockstep.web;

import dev.lockstep.domain.Write;
import dev.lockstep.fetching.FetchSettings;
import dev.lockstep.fetching.Fetched;
import dev.lockstep.fetching.Fetching;
import dev.lockstep.ingestion.DocumentInsertion;
import dev.lockstep.ingestion.DocumentReceipt;
import dev.lockstep.ingestion.Ingestion;
import dev.lockstep.ingestion.OnDuplicate;
import dev.lockstep.resilience.Bulkhead;
import dev.lockstep.spool.Spool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Documents that clients name by their address on the web. From there on they are as if the client had sent them. */
@ApplicationScoped
class DocumentFetch {

    private final Fetching fetching;
    private final Spool spool;
    private final DocumentUpload uploads;
    private final Ingestion ingestion;
    private final Bulkhead bulkhead;

    DocumentFetch(Fetching fetching, Spool spool, DocumentUpload uploads, Ingestion ingestion, FetchSettings settings) {
        this.fetching = fetching;
        this.spool = spool;
        this.uploads = uploads;
        this.ingestion = ingestion;
        this.bulkhead = new Bulkhead("documents being fetched", settings.concurrency(), settings.concurrency());
    }

    Uni<DocumentReceipt> insert(Write<DocumentReceipt> write, String kb, DocumentBody body, String url) {
        UploadWishes wishes = body.wishes();
        OnDuplicate course = OnDuplicateBody.of(body.onDuplicate());
        return bulkhead.admit(() -> fetching.fetch(url)
                .chain(fetched -> spool.use(fetched.content(), () -> uploads.read(received(fetched), wishes)
                        .chain(draft -> ingestion.insert(write, kb, new DocumentInsertion(draft, course))))));
    }

    private static ReceivedFile received(Fetched fetched) {
        return new ReceivedFile(fetched.fileName(), ReceivedFile.type(fetched.contentType()), fetched.content());
    }
}
