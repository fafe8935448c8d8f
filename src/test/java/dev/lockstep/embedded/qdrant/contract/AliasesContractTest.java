package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.RenameAlias;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static org.assertj.core.api.Assertions.assertThat;

/** As in Qdrant's lib/storage/src/content_manager/toc/collection_meta_ops.rs and tests/openapi/test_alias.py. */
@Row("Collections")
class AliasesContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    @Test
    void anAliasStandsForItsCollection() {
        TestCollection one = QDRANT.collection(Distance.Cosine);
        one.upsert(point(1, Map.of(), 1, 0));
        String alias = one.name() + "-alias";
        change(create(alias, one.name()));

        TestCollection through = new TestCollection(QDRANT, alias);
        assertThat(through.count()).isEqualTo(1);
        through.upsert(point(2, Map.of(), 0, 1));
        assertThat(one.count()).isEqualTo(2);
        assertThat(aliasesOf(one.name())).containsExactly(alias);
        assertThat(QDRANT.collections()
                        .listAliases(ListAliasesRequest.getDefaultInstance())
                        .getAliasesList())
                .contains(AliasDescription.newBuilder()
                        .setAliasName(alias)
                        .setCollectionName(one.name())
                        .build());
    }

    @Test
    void anAliasIsSwitchedInOneStep() {
        TestCollection one = QDRANT.collection(Distance.Cosine);
        TestCollection other = QDRANT.collection(Distance.Cosine);
        other.upsert(point(1, Map.of(), 1, 0));
        String alias = one.name() + "-alias";
        change(create(alias, one.name()));

        change(delete(alias), create(alias, other.name()));
        assertThat(new TestCollection(QDRANT, alias).count()).isEqualTo(1);
        assertThat(aliasesOf(one.name())).isEmpty();
    }

    @Test
    void anAliasIsRenamedAndDeleted() {
        TestCollection one = QDRANT.collection(Distance.Cosine);
        String alias = one.name() + "-alias";
        change(create(alias, one.name()));
        change(AliasOperations.newBuilder()
                .setRenameAlias(RenameAlias.newBuilder().setOldAliasName(alias).setNewAliasName(alias + "-new"))
                .build());
        assertThat(aliasesOf(one.name())).containsExactly(alias + "-new");
        change(delete(alias + "-new"));
        assertThat(aliasesOf(one.name())).isEmpty();
        Refused.as(Code.NOT_FOUND, () -> new TestCollection(QDRANT, alias).count());
    }

    @Test
    void aliasesGoWithTheirCollection() {
        TestCollection one = QDRANT.collection(Distance.Cosine);
        String alias = one.name() + "-alias";
        change(create(alias, one.name()));
        var unused = QDRANT.collections()
                .delete(DeleteCollection.newBuilder()
                        .setCollectionName(one.name())
                        .build());
        Refused.as(Code.NOT_FOUND, () -> new TestCollection(QDRANT, alias).count());
    }

    @Test
    void anAliasNeedsACollectionAndANameOfItsOwn() {
        TestCollection one = QDRANT.collection(Distance.Cosine);
        TestCollection other = QDRANT.collection(Distance.Cosine);
        Refused.as(Code.NOT_FOUND, () -> changed(create(one.name() + "-alias", "contract-nowhere")));
        Refused.as(Code.ALREADY_EXISTS, () -> changed(create(other.name(), one.name())));
    }

    private static AliasOperations create(String alias, String collection) {
        return AliasOperations.newBuilder()
                .setCreateAlias(CreateAlias.newBuilder().setAliasName(alias).setCollectionName(collection))
                .build();
    }

    private static AliasOperations delete(String alias) {
        return AliasOperations.newBuilder()
                .setDeleteAlias(DeleteAlias.newBuilder().setAliasName(alias))
                .build();
    }

    private static void change(AliasOperations... actions) {
        assertThat(changed(actions)).isTrue();
    }

    private static boolean changed(AliasOperations... actions) {
        return QDRANT.collections()
                .updateAliases(ChangeAliases.newBuilder()
                        .addAllActions(List.of(actions))
                        .build())
                .getResult();
    }

    private static List<String> aliasesOf(String collection) {
        return QDRANT
                .collections()
                .listCollectionAliases(ListCollectionAliasesRequest.newBuilder()
                        .setCollectionName(collection)
                        .build())
                .getAliasesList()
                .stream()
                .map(AliasDescription::getAliasName)
                .toList();
    }
}
