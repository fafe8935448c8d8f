package dev.lockstep.web.documents;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.Tenant;
import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.features.jobs.DocumentOrder;
import dev.lockstep.features.jobs.JobService;
import dev.lockstep.features.jobs.JobService.Order;
import dev.lockstep.features.jobs.JobSettings;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.Prefer;
import dev.lockstep.web.http.Prefer.Pace;
import dev.lockstep.web.operations.JobView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Writes that become jobs, because the client does not want to wait or would have to wait for long. */
@ApplicationScoped
public class Deferral {

    private static final int ACCEPTED = 202;

    private final RoutingContext request;
    private final JobService jobs;
    private final Idempotency idempotency;
    private final Spool spool;
    private final long largeInput;

    Deferral(RoutingContext request, JobService jobs, Idempotency idempotency, Spool spool, JobSettings settings) {
        this.request = request;
        this.jobs = jobs;
        this.idempotency = idempotency;
        this.spool = spool;
        this.largeInput = settings.largeInput().asLongValue();
    }

    /** Whether this request becomes a job. */
    boolean applies(long bytes) {
        return switch (pace()) {
            case ASYNC -> true;
            case WAIT -> false;
            case ANY -> largeInput > 0 && bytes > largeInput;
        };
    }

    private Pace pace() {
        return Prefer.pace(request.request().headers().getAll(Prefer.HEADER));
    }

    /** The size of the body, as far as it is known before it is read. */
    long announced() {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** A document that came as JSON. */
    Uni<RestResponse<Object>> draft(String kb, DocumentDraft draft, DocumentOrder order, Object body) {
        return idempotency.keyed(body, key -> jobs.takeDraft(Tenant.DEFAULT, kb, draft, order, key)
                .map(this::accepted));
    }

    /** A document that came as bytes. The file belongs to the job, or is removed when there will be none. */
    Uni<RestResponse<Object>> file(String kb, SpooledFile file, DocumentOrder order, Object body) {
        AtomicBoolean given = new AtomicBoolean();
        return idempotency
                .keyed(body, key -> {
                    given.set(true);
                    return file(kb, file, order, key);
                })
                .onTermination()
                .call(() -> given.get() ? Uni.createFrom().voidItem() : spool.remove(file.name()));
    }

    /** The same under a key that is known to be free, or under none. */
    Uni<RestResponse<Object>> file(String kb, SpooledFile file, DocumentOrder order, @Nullable IdempotencyKey key) {
        return jobs.take(Tenant.DEFAULT, new Order(kb, Kind.DOCUMENT, order, file.name(), key))
                .map(this::accepted);
    }

    /**
     * The job that a batch becomes, or has become when it came before; null when it is waited for. Whatever its size: its
     * answer comes as it goes.
     */
    Uni<@Nullable Job> batch(String kb, SpooledFile file, @Nullable IdempotencyKey key) {
        return jobs.byKey(Tenant.DEFAULT, key).chain(earlier -> {
            if (earlier.isPresent()) {
                return spool.remove(file.name()).replaceWith(earlier.get());
            }
            return pace() == Pace.ASYNC
                    ? jobs.take(Tenant.DEFAULT, new Order(kb, Kind.BATCH, null, file.name(), key))
                    : Uni.createFrom().nullItem();
        });
    }

    /** Of the answer that is a job. */
    Map<String, List<String>> headers(Job job) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, List.of(MediaType.APPLICATION_JSON));
        accepted(job).getStringHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        return headers;
    }

    private RestResponse<Object> accepted(Job job) {
        Answer answer = answer(job);
        return (pace() == Pace.ASYNC ? answer.with(Prefer.APPLIED, Prefer.RESPOND_ASYNC) : answer).toResponse();
    }

    /** To the same request, when it comes again. */
    public static RestResponse<Object> replayed(Job job) {
        return answer(job).with(Idempotency.REPLAYED, "true").toResponse();
    }

    private static Answer answer(Job job) {
        String location = UriBuilder.fromPath("/v1/jobs/{id}").build(job.id()).toString();
        return new Answer(ACCEPTED, Map.of(HttpHeaders.LOCATION, location), JobView.of(job));
    }
}
