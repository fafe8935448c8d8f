package dev.lockstep.web.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Describes the parameters that several operations have by the descriptions that they share. */
final class SharedParameters {

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("kb", "KnowledgeBase"),
            Map.entry("version", "Version"),
            Map.entry("limit", "Limit"),
            Map.entry("cursor", "Cursor"),
            Map.entry("filter", "Filter"),
            Map.entry("knowledge_base", "OnlyKnowledgeBase"),
            Map.entry("since", "Since"),
            Map.entry("until", "Until"),
            Map.entry("chunking", "Chunking"),
            Map.entry("metadata", "Metadata"),
            Map.entry("external_id", "ExternalId"),
            Map.entry("title", "Title"),
            Map.entry("language", "Language"),
            Map.entry("on_duplicate", "OnDuplicate"),
            Map.entry("If-Match", "IfMatch"),
            Map.entry("If-None-Match", "IfNoneMatch"));

    /** By the beginning of the path: what the id in it names. */
    private static final Map<String, String> OWNERS = Map.of(
            "/v1/knowledge-bases/", "Document",
            "/v1/conversations/", "Conversation",
            "/v1/jobs", "Job",
            "/v1/transactions", "Transaction");

    private SharedParameters() {}

    static void describe(String path, Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        List<Parameter> described = new ArrayList<>();
        for (Parameter parameter : operation.getParameters()) {
            String shared = shared(path, parameter.getName());
            described.add(
                    shared == null ? parameter : OASFactory.createParameter().ref(shared));
        }
        operation.setParameters(described);
    }

    private static @Nullable String shared(String path, String name) {
        return switch (name) {
            case "id" -> owner(path);
            case "status" -> owner(path) + "Status";
            case "limit" -> "Transaction".equals(owner(path)) ? "TransactionLimit" : BY_NAME.get(name);
            default -> BY_NAME.get(name);
        };
    }

    private static @Nullable String owner(String path) {
        return OWNERS.entrySet().stream()
                .filter(owner -> path.startsWith(owner.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
