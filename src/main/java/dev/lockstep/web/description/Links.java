package dev.lockstep.web.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says what can be done next with what an answer tells of. */
final class Links {

    /** By the schema of the answer: the links, which stand in {@code META-INF/openapi.yaml}. */
    private static final Map<String, List<String>> NEXT = Map.of(
            "KnowledgeBase",
            List.of(
                    "GetKnowledgeBase",
                    "ListDocuments",
                    "CreateDocument",
                    "SearchKnowledgeBase",
                    "DeleteKnowledgeBase"),
            "Document",
            List.of(
                    "GetDocument",
                    "GetDocumentContent",
                    "ListChunks",
                    "ListVersions",
                    "PatchDocument",
                    "DeleteDocument"),
            "Conversation",
            List.of("GetConversation", "AppendMessages", "ListMessages", "RecallMessages", "DeleteConversation"),
            "Job",
            List.of("GetJob", "CancelJob"),
            "Transaction",
            List.of("GetTransaction"),
            "Reembedding",
            List.of("GetReembedding", "CancelReembedding"));

    private Links() {}

    static void describe(Operation operation) {
        operation.getResponses().getAPIResponses().values().forEach(answer -> schema(answer)
                .flatMap(name -> Optional.ofNullable(NEXT.get(name)))
                .ifPresent(next -> next.forEach(
                        link -> answer.addLink(link, OASFactory.createLink().ref(link)))));
    }

    private static Optional<String> schema(APIResponse answer) {
        MediaType json =
                answer.getContent() == null ? null : answer.getContent().getMediaType("application/json");
        return Optional.ofNullable(json)
                .map(MediaType::getSchema)
                .map(schema -> schema.getRef() == null ? null : schema.getRef())
                .map(reference -> reference.substring(SchemaNames.SCHEMAS.length()));
    }
}
