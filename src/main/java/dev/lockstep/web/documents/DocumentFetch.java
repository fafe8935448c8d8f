package dev.lockstep.web.documents;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.Ingestion;
import dev.lockstep.features.documents.OnDuplicate;
import dev.lockstep.features.jobs.DocumentOrder;
import dev.lockstep.platform.fetching.FetchSettings;
import dev.lockstep.platform.fetching.Fetched;
import dev.lockstep.platform.fetching.Fetching;
import dev.lockstep.platform.resilience.Bulkhead;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.web.http.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Documents that clients name by their address on the web. From there on they are as if the client had sent them. */
@ApplicationScoped
class DocumentFetch {

    private final Fetching fetching;
    private final Spool spool;
    private final DocumentUpload uploads;
    private final Ingestion ingestion;
    private final Idempotency idempotency;
    private final Deferral deferral;
    private final Bulkhead bulkhead;

    DocumentFetch(
            Fetching fetching,
            Spool spool,
            DocumentUpload uploads,
            Ingestion ingestion,
            Idempotency idempotency,
            Deferral deferral,
            FetchSettings settings) {
        this.fetching = fetching;
        this.spool = spool;
        this.uploads = uploads;
        this.ingestion = ingestion;
        this.idempotency = idempotency;
        this.deferral = deferral;
        this.bulkhead = new Bulkhead("documents being fetched", settings.concurrency(), settings.concurrency());
    }

    /** Not fetched again when the same request was carried out before, or has become a job. */
    Uni<RestResponse<Object>> insert(String kb, DocumentBody body, String url) {
        UploadWishes wishes = body.wishes();
        OnDuplicate course = OnDuplicateBody.of(body.onDuplicate());
        return idempotency.keyed(body, key -> bulkhead.admit(() -> fetching.fetch(url))
                .map(DocumentFetch::received)
                .chain(file -> {
                    SpooledFile content = file.content();
                    return deferral.applies(content.bytes())
                            ? deferral.file(
                                    kb, content, DocumentOrder.insertion(course).with(wishes.uploaded(file)), key)
                            : spool.use(content, () -> insert(kb, key, wishes, course, file));
                }));
    }

    private Uni<RestResponse<Object>> insert(
            String kb,
            @Nullable IdempotencyKey key,
            UploadWishes wishes,
            @Nullable OnDuplicate course,
            ReceivedFile file) {
        return idempotency.under(
                key,
                (Write<DocumentReceipt> write) -> uploads.read(file, wishes)
                        .chain(draft -> ingestion.insert(write, kb, new DocumentInsertion(draft, course))),
                receipt -> DocumentResource.answer(kb, receipt));
    }

    private static ReceivedFile received(Fetched fetched) {
        return new ReceivedFile(fetched.fileName(), ReceivedFile.type(fetched.contentType()), fetched.content());
    }
}
