package dev.lockstep.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriBuilder;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows the methods of each path. The framework's own answer is that of all paths of a class together, which is not
 * what RFC 9110 (10.2.1) asks of {@code Allow}: the methods of the one resource that was named.
 */
@ApplicationScoped
class AllowedMethods {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private final List<Resource> resources;
    private final Set<String> templates;

    /** The methods of one path template. */
    private record Resource(Pattern path, int literals, Set<String> methods) {}

    AllowedMethods(BeanManager beans) {
        Map<String, Set<String>> byTemplate = new TreeMap<>();
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .forEach(method -> methods(method).forEach(name -> byTemplate
                        .computeIfAbsent(template(method), any -> new TreeSet<>())
                        .add(name)));
        templates = Set.copyOf(byTemplate.keySet());
        resources = byTemplate.entrySet().stream()
                .map(entry -> resource(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Resource::literals).reversed())
                .toList();
    }

    /** Returns the methods of a path as {@code Allow} lists them; none when there is no such path. */
    String of(String path) {
        return resources.stream()
                .filter(resource -> resource.path().matcher(path).matches())
                .findFirst()
                .map(resource -> String.join(", ", resource.methods()))
                .orElse("");
    }

    /** Tells whether a path is one with its parameters still in it, such as {@code /v1/jobs/{id}}. */
    boolean isTemplate(String path) {
        return templates.contains(path);
    }

    private static Stream<String> methods(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value());
    }

    private static String template(Method method) {
        Path path = method.getAnnotation(Path.class);
        String ofClass = method.getDeclaringClass().getAnnotation(Path.class).value();
        return path == null
                ? ofClass
                : UriBuilder.fromPath(ofClass).path(path.value()).toTemplate();
    }

    private static Resource resource(String template, Set<String> declared) {
        Set<String> methods = new TreeSet<>(declared);
        methods.add(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        String path =
                Arrays.stream(PARAMETER.split(template, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return new Resource(
                Pattern.compile(path),
                PARAMETER.matcher(template).replaceAll("").length(),
                methods);
    }
}
