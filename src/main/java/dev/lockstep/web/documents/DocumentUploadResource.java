package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Write;
import dev.lockstep.features.batch.Insertions;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.DocumentRef;
import dev.lockstep.features.documents.Ingestion;
import dev.lockstep.features.documents.OnDuplicate;
import dev.lockstep.features.documents.Precondition;
import dev.lockstep.features.jobs.DocumentOrder;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Idempotency;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Writes documents that come as files, whatever their size: through the disk, never through memory. */
@Path("/v1/knowledge-bases")
@Tag(name = "Documents")
public class DocumentUploadResource {

    private final Ingestion ingestion;
    private final Insertions insertions;
    private final Receiving receiving;
    private final Spool spool;
    private final DocumentUpload uploads;
    private final Outcomes outcomes;
    private final Idempotency idempotency;
    private final Deferral deferral;

    DocumentUploadResource(
            Ingestion ingestion,
            Insertions insertions,
            Receiving receiving,
            Spool spool,
            DocumentUpload uploads,
            Outcomes outcomes,
            Idempotency idempotency,
            Deferral deferral) {
        this.ingestion = ingestion;
        this.insertions = insertions;
        this.receiving = receiving;
        this.spool = spool;
        this.uploads = uploads;
        this.outcomes = outcomes;
        this.idempotency = idempotency;
        this.deferral = deferral;
    }

    /** What makes two requests the same one, beside their addresses. */
    private record Said(List<ReceivedFile.Sameness> files, Map<String, String> fields) {}

    /** The answer to a form with several files. */
    public record ResultsView(List<OutcomeView> results) {
        public ResultsView {
            results = List.copyOf(results);
        }
    }

    @POST
    @Path("/{kb}/documents")
    @Consumes(MediaType.WILDCARD)
    public Uni<RestResponse<Object>> post(
            @RestPath String kb,
            @Context HttpHeaders headers,
            @RestQuery(DocumentUpload.EXTERNAL_ID) @Nullable String externalId,
            @RestQuery @Nullable String title,
            @RestQuery @Nullable String metadata,
            @RestQuery @Nullable String chunking,
            @RestQuery(OnDuplicateBody.NAME) @Nullable String onDuplicate) {
        UploadWishes wishes = uploads.wishes(externalId, title, metadata, chunking);
        OnDuplicate course = OnDuplicateBody.of(onDuplicate);
        MediaType type = headers.getMediaType();
        return receiving.file().chain(content -> {
            ReceivedFile file = new ReceivedFile(null, type, content);
            return deferral.applies(content.bytes())
                    ? defer(kb, file, DocumentOrder.insertion(course).with(wishes.uploaded(file)), Map.of())
                    : spool.use(content, () -> insert(kb, file, wishes, course, Map.of()));
        });
    }

    private Uni<RestResponse<Object>> insert(
            String kb,
            ReceivedFile file,
            UploadWishes wishes,
            @Nullable OnDuplicate course,
            Map<String, String> fields) {
        return idempotency.once(
                new Said(List.of(file.sameness()), fields),
                (Write<DocumentReceipt> write) -> uploads.read(file, wishes)
                        .chain(draft -> ingestion.insert(write, kb, new DocumentInsertion(draft, course))),
                receipt -> DocumentResource.answer(kb, receipt));
    }

    @POST
    @Path("/{kb}/documents")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = FormBody.class)))
    public Uni<RestResponse<Object>> postForm(@RestPath String kb) {
        return receiving
                .form(DocumentUpload.PARTS)
                .chain(form -> isDeferred(form) ? defer(kb, form) : using(form.files(), () -> insert(kb, form)));
    }

    /** Several files are several answers, which are waited for. */
    private boolean isDeferred(ReceivedForm form) {
        return form.files().size() == 1
                && deferral.applies(form.files().get(0).content().bytes());
    }

    private Uni<RestResponse<Object>> defer(String kb, ReceivedForm form) {
        ReceivedFile file = form.files().get(0);
        return Uni.createFrom()
                .item(() -> DocumentOrder.insertion(
                                OnDuplicateBody.of(form.fields().get(OnDuplicateBody.NAME)))
                        .with(uploads.wishes(form.fields()).uploaded(file)))
                .onFailure()
                .call(() -> spool.remove(file.content().name()))
                .chain(order -> defer(kb, file, order, form.fields()));
    }

    /** The file is the job's from here on. */
    private Uni<RestResponse<Object>> defer(
            String kb, ReceivedFile file, DocumentOrder order, Map<String, String> fields) {
        return deferral.file(kb, file.content(), order, new Said(List.of(file.sameness()), fields));
    }

    /** Works with files that are not needed afterwards. */
    private <T> Uni<T> using(List<ReceivedFile> files, Supplier<Uni<T>> work) {
        Supplier<Uni<T>> all = work;
        for (ReceivedFile file : files) {
            Supplier<Uni<T>> inner = all;
            all = () -> spool.use(file.content(), inner);
        }
        return all.get();
    }

    private Uni<RestResponse<Object>> insert(String kb, ReceivedForm form) {
        if (form.files().isEmpty()) {
            throw Receiving.noFile();
        }
        UploadWishes wishes = uploads.wishes(form.fields());
        OnDuplicate course = OnDuplicateBody.of(form.fields().get(OnDuplicateBody.NAME));
        if (form.files().size() == 1) {
            return insert(kb, form.files().get(0), wishes, course, form.fields());
        }
        requireNone(DocumentUpload.EXTERNAL_ID, wishes.externalId());
        requireNone(DocumentUpload.TITLE, wishes.title());
        Said said = new Said(form.files().stream().map(ReceivedFile::sameness).toList(), form.fields());
        return idempotency.key(said).chain(key -> several(kb, form.files(), wishes, course, key));
    }

    private static void requireNone(String part, @Nullable String value) {
        if (value != null) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'" + part
                            + "' is of one document, and the form has several files: leave it out, or send each alone",
                    Map.of("property", part));
        }
    }

    private Uni<RestResponse<Object>> several(
            String kb,
            List<ReceivedFile> files,
            UploadWishes wishes,
            @Nullable OnDuplicate course,
            Optional<IdempotencyKey> key) {
        return Multi.createFrom()
                .range(0, files.size())
                .onItem()
                .transformToUniAndConcatenate(ordinal -> {
                    ReceivedFile file = files.get(ordinal);
                    return insertions
                            .insert(
                                    Tenant.DEFAULT,
                                    kb,
                                    uploads.read(file, wishes).map(draft -> new DocumentInsertion(draft, course)),
                                    key.map(of -> new IdempotencyKey(of.value() + ":" + ordinal, of.requestHash()))
                                            .orElse(null))
                            .map(outcome -> outcomes.ofFile(kb, file.name(), outcome));
                })
                .collect()
                .asList()
                .map(results -> Answer.ok(new ResultsView(results)).toResponse());
    }

    @PUT
    @Path("/{kb}/documents/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<RestResponse<Object>> put(
            @RestPath String kb,
            @RestPath String id,
            @Context HttpHeaders headers,
            @RestQuery @Nullable String title,
            @RestQuery @Nullable String metadata,
            @RestQuery @Nullable String chunking,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        DocumentRef document = DocumentPath.ref(id);
        Precondition precondition = DocumentPath.precondition(ifMatch, ifNoneMatch);
        UploadWishes wishes = uploads.wishes(null, title, metadata, chunking);
        MediaType type = headers.getMediaType();
        if (type != null && type.getType().equalsIgnoreCase("multipart")) {
            throw new Rejected(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "a form is for POST: send the document as JSON or as the whole body, not as " + type);
        }
        return receiving.file().chain(content -> {
            ReceivedFile file = new ReceivedFile(null, type, content);
            return deferral.applies(content.bytes())
                    ? defer(
                            kb,
                            file,
                            DocumentOrder.replacement(document, precondition).with(wishes.uploaded(file)),
                            Map.of())
                    : spool.use(content, () -> put(kb, document, precondition, file, wishes));
        });
    }

    private Uni<RestResponse<Object>> put(
            String kb, DocumentRef document, Precondition precondition, ReceivedFile file, UploadWishes wishes) {
        return idempotency.once(
                new Said(List.of(file.sameness()), Map.of()),
                (Write<DocumentReceipt> write) -> uploads.read(file, wishes)
                        .chain(draft -> ingestion.put(write, kb, document, draft, precondition)),
                receipt -> DocumentResource.answer(kb, receipt));
    }
}
