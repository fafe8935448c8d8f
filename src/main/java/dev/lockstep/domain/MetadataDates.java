package dev.lockstep.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The dates among metadata, written in one way only. Stores take more strings for dates than {@link Instants} does, each takes others,
 * and they read those without a zone differently; so they are given what was understood here, and compare that.
 */
public final class MetadataDates {

    private MetadataDates() {}

    /** Collects the dates, as nested as the metadata, each field's as a list of RFC 3339 texts in UTC. Fields without any are left out. */
    public static Map<String, Object> of(Metadata metadata) {
        return dates(metadata.values());
    }

    /** Writes a date as dates are written there. */
    public static String written(Instant instant) {
        return instant.toString();
    }

    private static Map<String, Object> dates(Map<?, ?> object) {
        Map<String, Object> dates = new LinkedHashMap<>();
        object.forEach((key, element) -> {
            if (element instanceof Map<?, ?> inner) {
                Map<String, Object> within = dates(inner);
                if (!within.isEmpty()) {
                    dates.put(key.toString(), within);
                }
            } else {
                List<String> found =
                        elements(element).flatMap(MetadataDates::date).toList();
                if (!found.isEmpty()) {
                    dates.put(key.toString(), found);
                }
            }
        });
        return dates;
    }

    private static Stream<?> elements(Object element) {
        return element instanceof List<?> elements ? elements.stream() : Stream.of(element);
    }

    private static Stream<String> date(Object scalar) {
        return scalar instanceof String text
                ? Instants.parse(text).map(MetadataDates::written).stream()
                : Stream.empty();
    }
}
