import client.ApiClient;
import client.ApiException;
import client.api.DocumentsApi;
import client.api.KnowledgeBasesApi;
import client.api.SearchApi;
import client.api.TransactionsApi;
import client.model.DocumentOperationRequest;
import client.model.DocumentRequest;
import client.model.KnowledgeBaseRequest;
import client.model.MetadataRequest;
import client.model.OperationRequest;
import client.model.SearchRequest;
import client.model.TransactionRequest;
import java.util.List;
import java.util.Map;

/** The tour of the README, by the client that openapi-generator makes: {@code Tour http://localhost:8080}. */
public class Tour {

    public static void main(String[] arguments) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        KnowledgeBasesApi knowledgeBases = new KnowledgeBasesApi(client);
        DocumentsApi documents = new DocumentsApi(client);

        knowledgeBases.createKnowledgeBase(
                new KnowledgeBaseRequest().name("java-tour").description("To be kept"), null, null);
        DocumentRequest tea = new DocumentRequest()
                .title("Tea")
                .text("Green tea wants water of 70 degrees.")
                .metadata(Map.of("year", 2026));
        var made = documents.putDocument(
                "external:tea", "java-tour", tea, null, null, null, null, null, null, null, null, null);
        require(made.getVersion() == 1, "the first version is 1");
        documents.patchDocument(
                "external:tea",
                "java-tour",
                new MetadataRequest().metadata(Map.of("topic", "drinks")),
                "\"1\"",
                null,
                null);
        var read = documents.getDocument("external:tea", "java-tour", null);
        require("drinks".equals(read.getMetadata().get("topic")), "metadata are merged");

        var found = new SearchApi(client)
                .searchKnowledgeBase(
                        "java-tour",
                        new SearchRequest().query("how hot must the water be?").limit(3),
                        null);
        require("tea".equals(found.getData().get(0).getExternalId()), "the document is found");

        var operation = new DocumentOperationRequest()
                .operation(DocumentOperationRequest.OperationEnum.UPSERT)
                .knowledgeBase("java-tour")
                .externalId("coffee")
                .document(new DocumentRequest().text("Coffee costs 5 euros."));
        var done = new TransactionsApi(client)
                .executeTransaction(
                        new TransactionRequest().operations(List.of(new OperationRequest(operation))),
                        null,
                        "java-tour-1");
        require("completed".equals(done.getStatus().getValue()), "the transaction is completed");

        try {
            documents.getDocument("external:nothing", "java-tour", null);
            throw new AssertionError("there is no such document");
        } catch (ApiException problem) {
            require(problem.getCode() == 404 && problem.getResponseBody().contains("document_not_found"), "a problem");
        }
        knowledgeBases.deleteKnowledgeBase("java-tour", null, null);
        System.out.println("the tour is over");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
