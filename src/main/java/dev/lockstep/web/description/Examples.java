package dev.lockstep.web.description;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Shows what was really sent and answered. A test records the exchanges, one file for each operation: what was sent, and what was
 * answered by status, each by its media type. One more file has the problems that operations share.
 */
final class Examples {

    private static final String FOLDER = "openapi/examples/";
    private static final String SENT = "request";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Examples() {}

    static void show(Operation operation) {
        Map<String, Map<String, Object>> recorded = read(operation.getOperationId());
        if (operation.getRequestBody() != null) {
            show(operation.getRequestBody().getContent(), recorded.get(SENT));
        }
        operation
                .getResponses()
                .getAPIResponses()
                .forEach((status, answer) -> show(answer.getContent(), recorded.get(status)));
    }

    /** Shows the problems that operations share, which are recorded by the name that they have here. */
    static void show(Components components) {
        Map<String, Map<String, Object>> recorded = read("problems");
        Map<String, APIResponse> answers = components.getResponses();
        answers.forEach((name, answer) -> show(answer.getContent(), recorded.get(name)));
    }

    private static void show(@Nullable Content content, @Nullable Map<String, Object> examples) {
        if (content == null || examples == null) {
            return;
        }
        examples.forEach((type, example) -> {
            if (content.hasMediaType(type)) {
                content.getMediaType(type).setExample(example);
            }
        });
    }

    private static Map<String, Map<String, Object>> read(String name) {
        try (InputStream file = Examples.class.getClassLoader().getResourceAsStream(FOLDER + name + ".json")) {
            return file == null ? Map.of() : JSON.readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
