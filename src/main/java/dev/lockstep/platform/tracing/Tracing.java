package dev.lockstep.platform.tracing;

import dev.lockstep.domain.UnitOfWorkId;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of a request's stages. A stage is a child of the span that is current where it begins, whichever
 * thread ends it. Without an endpoint for traces all of this does nothing.
 */
public final class Tracing {

    private static final String TRACE_PARENT = "traceparent";
    private static final String UNIT_OF_WORK = "lockstep.unit_of_work";

    private Tracing() {}

    /**
     * A unit of work, and the span that it came from.
     *
     * @param origin what {@link Tracing#origin} returned where it began; null when nothing was traced
     */
    public record Traced(UnitOfWorkId unitOfWork, @Nullable String origin) {}

    /** Surrounds a stage of the current request with a span. */
    public static <T> Uni<T> stage(String name, Supplier<Uni<T>> work) {
        return during(() -> List.of(tracer().spanBuilder(name)), work);
    }

    /** Surrounds a stage of units of work with a span of each, perhaps of requests that are long over. */
    public static <T> Uni<T> stage(String name, List<Traced> units, Supplier<Uni<T>> work) {
        return during(
                () -> units.stream()
                        .filter(unit -> unit.origin() != null)
                        .map(unit -> span(name, unit).setParent(context(unit.origin())))
                        .toList(),
                work);
    }

    /** Surrounds what is done about a unit of work later on with a trace of its own, linked to the one it came from. */
    public static <T> Uni<T> later(String name, Traced unit, Supplier<Uni<T>> work) {
        return during(
                () -> List.of(span(name, unit)
                        .setNoParent()
                        .addLink(Span.fromContext(context(unit.origin())).getSpanContext())),
                work);
    }

    private static SpanBuilder span(String name, Traced unit) {
        return tracer().spanBuilder(name)
                .setAttribute(UNIT_OF_WORK, unit.unitOfWork().toString());
    }

    /** Returns the current span as a W3C {@code traceparent}, to be kept; null when nothing is traced. */
    public static @Nullable String origin() {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return headers.get(TRACE_PARENT);
    }

    private static <T> Uni<T> during(Supplier<List<SpanBuilder>> begin, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            List<Span> spans = begin.get().stream().map(SpanBuilder::startSpan).toList();
            return Uni.createFrom()
                    .<T>deferred(work::get)
                    .onFailure()
                    .invoke(failure -> spans.forEach(
                            span -> span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()))))
                    .onTermination()
                    .invoke(() -> spans.forEach(Span::end));
        });
    }

    private static Context context(@Nullable String origin) {
        return origin == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), origin, Header.ONLY);
    }

    private static Tracer tracer() {
        return GlobalOpenTelemetry.getTracer("dev.lockstep");
    }

    /** Reads a lone {@code traceparent} as if it were a header. */
    private enum Header implements TextMapGetter<String> {
        ONLY;

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(TRACE_PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(TRACE_PARENT) ? carrier : null;
        }
    }
}
