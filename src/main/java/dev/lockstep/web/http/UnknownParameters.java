package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses parameters that nobody reads: a misspelt one would silently do without what was meant. */
public class UnknownParameters {

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ResourceInfo resource, UriInfo uri) {
        Set<String> sent = uri.getQueryParameters().keySet();
        if (!sent.isEmpty()) {
            require("query parameter", sent, known.computeIfAbsent(resource.getResourceMethod(), this::declared));
            requireOnce(uri.getQueryParameters());
        }
    }

    /**
     * Refuses parameters that are repeated or empty. Of several the framework reads the first, and an empty one it
     * takes as absent, so what was meant would silently be left out.
     */
    private static void requireOnce(Map<String, List<String>> sent) {
        sent.forEach((name, values) -> {
            if (values.size() > 1) {
                throw invalid(name, "is given " + values.size() + " times: give it once");
            }
            if (values.get(0).isEmpty()) {
                throw invalid(name, "is empty: leave it out");
            }
        });
    }

    private static Rejected invalid(String name, String what) {
        return new Rejected(
                ErrorCode.INVALID_VALUE, "the query parameter '" + name + "' " + what, Map.of("parameter", name));
    }

    private Set<String> declared(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RestQuery.class))
                .map(UnknownParameters::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String name(Parameter parameter) {
        String given = parameter.getAnnotation(RestQuery.class).value();
        return given.isEmpty() ? parameter.getName() : given;
    }

    /** Refuses an unknown part of a form. Filters cannot do it, because they run before a form is read. */
    public static void requirePart(String sent, Set<String> known) {
        require("part of the form", List.of(sent), known);
    }

    private static void require(String kind, Collection<String> sent, Set<String> known) {
        for (String name : sent) {
            if (!known.contains(name)) {
                String all = known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
                throw new Rejected(
                        ErrorCode.UNKNOWN_PARAMETER,
                        "'" + name + "' is not a known " + kind + "; known: " + all,
                        Map.of("parameter", name));
            }
        }
    }
}
