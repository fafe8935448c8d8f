package dev.lockstep.features.access;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.access.Access.Pass;
import dev.lockstep.testing.MappedSettings;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whom the claims of a token describe. */
class TokenClaimsTest {

    private static final Map<String, Object> ADA = Map.of("sub", "ada", "tenant", "acme", "scope", "read search");

    @Test
    void aPersonReadsInTheirOwnNameAndThatOfTheirGroups() {
        Caller ada =
                pass(Map.of(), with(ADA, "groups", List.of("staff", "cats"))).caller();

        assertThat(ada.name()).isEqualTo("ada");
        assertThat(ada.kind()).isEqualTo(Caller.Kind.PERSON);
        assertThat(ada.tenant().value()).isEqualTo("acme");
        assertThat(ada.readership().principals()).containsExactlyInAnyOrder("ada", "group:staff", "group:cats");
        assertThat(ada.ownOnly()).isEqualTo("ada");
    }

    @Test
    void anAdministratorReadsEverythingButIsOperatorInTheTenantDefaultAlone() {
        Caller ofAcme = pass(Map.of(), with(ADA, "scope", "admin")).caller();
        assertThat(ofAcme.readership().isEveryone()).isTrue();
        assertThat(ofAcme.ownOnly()).isNull();
        assertThat(ofAcme.isOperator()).isFalse();

        Map<String, Object> ofDefault = with(ADA, "tenant", "default");
        assertThat(pass(Map.of(), with(ofDefault, "scope", "admin")).caller().isOperator())
                .isTrue();
        assertThat(pass(Map.of(), ofDefault).caller().isOperator()).isFalse();
    }

    @Test
    void knowledgeBasesAreAllWhenNobodyListsThemAndNoneWhenTheListIsEmpty() {
        assertThat(pass(Map.of(), ADA).caller().reach().isAll()).isTrue();
        assertThat(pass(Map.of(), with(ADA, "knowledge_bases", List.of()))
                        .caller()
                        .reach()
                        .names())
                .isEmpty();
        assertThat(pass(Map.of(), with(ADA, "knowledge_bases", "notes handbook"))
                        .caller()
                        .reach()
                        .names())
                .containsExactlyInAnyOrder("notes", "handbook");
    }

    @Test
    void aListThatIsNullIsNoListOfAll() {
        Map<String, Object> claims = new HashMap<>(ADA);
        claims.put("knowledge_bases", null);

        assertThatThrownBy(() -> pass(Map.of(), claims)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> pass(Map.of(), with(ADA, "groups", Collections.singletonList(1))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void claimsHaveTheNamesThatTheSettingsSayAlsoInsideOfOthers() {
        Pass pass = pass(
                Map.of(
                        "lockstep.access.oidc.scopes-claim", "realm_access/roles",
                        "lockstep.access.oidc.tenant-claim", "https://acme.test/tenant",
                        "lockstep.access.oidc.groups-claim", "teams"),
                Map.of(
                        "sub", "ada",
                        "https://acme.test/tenant", "acme",
                        "teams", "a b",
                        "realm_access", Map.of("roles", List.of("read", "uma_authorization"))));

        assertThat(pass.scopes()).containsExactly("read");
        assertThat(pass.caller().tenant().value()).isEqualTo("acme");
        assertThat(pass.caller().readership().principals()).containsExactlyInAnyOrder("ada", "group:a", "group:b");
    }

    @Test
    void aTokenWithoutATenantBelongsToTheOneThatIsConfigured() {
        Map<String, Object> claims = Map.of("sub", "ada", "scope", "read");

        assertThatThrownBy(() -> pass(Map.of(), claims)).hasMessageContaining("'tenant' is missing");
        assertThat(pass(Map.of("lockstep.access.oidc.default-tenant", "house"), claims)
                        .caller()
                        .tenant()
                        .value())
                .isEqualTo("house");
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put(name, value);
        return all;
    }

    private static Pass pass(Map<String, String> settings, Map<String, Object> claims) {
        AccessSettings access = MappedSettings.of(AccessSettings.class, "lockstep.access", settings)
                .getConfigMapping(AccessSettings.class);
        return new TokenClaims(access).pass(claims);
    }
}
