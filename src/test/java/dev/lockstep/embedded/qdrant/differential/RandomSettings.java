package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.RenameAlias;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.SplittableRandom;

/** Aliases, payload indexes that come and go, settings of the collection. */
final class RandomSettings {
    private final SplittableRandom random;

    RandomSettings(SplittableRandom random) {
        this.random = random;
    }

    Operation next(String collection) {
        return switch (random.nextInt(8)) {
            case 0 -> aliases(AliasOperations.newBuilder().setCreateAlias(creation(collection)));
            case 1 ->
                aliases(AliasOperations.newBuilder()
                        .setDeleteAlias(DeleteAlias.newBuilder().setAliasName(alias(collection))));
            case 2 ->
                aliases(AliasOperations.newBuilder()
                        .setRenameAlias(RenameAlias.newBuilder()
                                .setOldAliasName(alias(collection))
                                .setNewAliasName(alias(collection))));
            case 3 ->
                operation(
                        "Collections/ListCollectionAliases",
                        ListCollectionAliasesRequest.newBuilder().setCollectionName(collection));
            case 4 ->
                operation(
                        "Collections/Update",
                        UpdateCollection.newBuilder()
                                .setCollectionName(collection)
                                .setOptimizersConfig(
                                        OptimizersConfigDiff.newBuilder().setIndexingThreshold(random.nextInt(1000))));
            case 5 ->
                operation(
                        "Points/DeleteFieldIndex",
                        DeleteFieldIndexCollection.newBuilder()
                                .setCollectionName(collection)
                                .setFieldName(random.nextBoolean() ? "text" : "key"));
            default ->
                operation(
                        "Points/CreateFieldIndex",
                        CreateFieldIndexCollection.newBuilder()
                                .setCollectionName(collection)
                                .setFieldName(random.nextBoolean() ? "one.two" : "parts[].name")
                                .setFieldType(FieldType.FieldTypeKeyword));
        };
    }

    private CreateAlias creation(String collection) {
        return CreateAlias.newBuilder()
                .setCollectionName(random.nextInt(4) == 0 ? "nowhere" : collection)
                .setAliasName(alias(collection))
                .build();
    }

    private String alias(String collection) {
        return collection + "-alias-" + random.nextInt(3);
    }

    private static Operation aliases(AliasOperations.Builder action) {
        return operation("Collections/UpdateAliases", ChangeAliases.newBuilder().addActions(action));
    }

    private static Operation operation(String method, Message.Builder request) {
        return new Operation("qdrant." + method, request.build()).waiting();
    }
}
