package dev.lockstep.web.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Bounds the labels that clients can make. A label is kept for ever: each method that somebody makes up would be one, and each path
 * that leads nowhere takes one of the places that those of real endpoints need ({@code
 * quarkus.micrometer.binder.http-server.max-uri-tags}).
 */
@Singleton
class BoundedLabels implements MeterFilter {

    private static final String OF_THE_SERVER = "http.server";
    private static final String OTHER = "OTHER";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** What the framework says where it names no path, and the pages beside the interface. */
    private static final Set<String> PLACES = Set.of("NOT_FOUND", "REDIRECTION", "UNKNOWN", "root", "/", OTHER);

    private final Instance<AllowedMethods> paths;

    BoundedLabels(Instance<AllowedMethods> paths) {
        this.paths = paths;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(OF_THE_SERVER)) {
            return id;
        }
        List<Tag> tags = StreamSupport.stream(id.getTagsAsIterable().spliterator(), false)
                .map(this::bounded)
                .toList();
        return id.replaceTags(tags);
    }

    private Tag bounded(Tag tag) {
        boolean isKnown =
                switch (tag.getKey()) {
                    case "method" -> METHODS.contains(tag.getValue());
                    case "uri" -> PLACES.contains(tag.getValue()) || paths.get().isTemplate(tag.getValue());
                    default -> true;
                };
        return isKnown ? tag : Tag.of(tag.getKey(), OTHER);
    }
}
