package dev.lockstep.features.access;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Reach;
import dev.lockstep.domain.Readership;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Tenant;
import dev.lockstep.features.access.Access.Pass;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whom a token stands for. What it claims was verified before, but may say anything in any form. */
@ApplicationScoped
public class TokenClaims {

    /** Stands before the name of a group, so that no group is taken for a person. */
    private static final String GROUP = "group:";

    private static final String SUBJECT = "sub";

    /** The bound that OpenID Connect sets. */
    private static final int LONGEST_SUBJECT = 255;

    private final AccessSettings.Oidc settings;

    TokenClaims(AccessSettings settings) {
        this.settings = settings.oidc();
    }

    /**
     * Returns the caller that the claims describe.
     *
     * @throws Rejected when they describe none
     */
    public Pass pass(Map<String, Object> claims) {
        Set<String> scopes = new HashSet<>(texts(claims, settings.scopesClaim()).orElse(List.of()));
        scopes.retainAll(KeyScopes.ALL);
        String subject = subject(claims);
        Readership readership =
                scopes.contains(KeyScopes.ADMIN) ? Readership.EVERYONE : new Readership(principals(subject, claims));
        return new Pass(new Caller(subject, tenant(claims), Caller.Kind.PERSON, reach(claims), readership), scopes);
    }

    private static String subject(Map<String, Object> claims) {
        if (claims.get(SUBJECT) instanceof String subject
                && !subject.isBlank()
                && subject.length() <= LONGEST_SUBJECT
                && !subject.startsWith(GROUP)
                && subject.chars().noneMatch(Character::isISOControl)) {
            return subject;
        }
        throw refused(
                SUBJECT, "must be a text of 1 to " + LONGEST_SUBJECT + " characters that does not begin with " + GROUP);
    }

    private Tenant tenant(Map<String, Object> claims) {
        Object named = claim(claims, settings.tenantClaim());
        Object tenant = named == null ? settings.defaultTenant().orElse(null) : named;
        if (tenant == null) {
            throw refused(settings.tenantClaim(), "is missing: the token must say to which tenant it belongs");
        }
        if (tenant instanceof String name && KeyRules.isTenant(name)) {
            return new Tenant(name);
        }
        throw refused(settings.tenantClaim(), "must be 1 to 63 lower-case letters, digits, _ and -");
    }

    private Reach reach(Map<String, Object> claims) {
        return texts(claims, settings.knowledgeBasesClaim())
                .map(names -> new Reach(new HashSet<>(names)))
                .orElse(Reach.ALL);
    }

    private Set<String> principals(String subject, Map<String, Object> claims) {
        Set<String> principals = new HashSet<>();
        principals.add(subject);
        texts(claims, settings.groupsClaim()).orElse(List.of()).forEach(group -> principals.add(GROUP + group));
        return principals;
    }

    /** Reads a claim that is a list of texts, or a text of words; empty when it is not there. */
    private static Optional<List<String>> texts(Map<String, Object> claims, String name) {
        Object value = claim(claims, name);
        if (value == null && !claims.containsKey(name)) {
            return Optional.empty();
        }
        if (value instanceof String words) {
            return Optional.of(
                    words.isBlank() ? List.of() : List.of(words.strip().split("\\s+")));
        }
        if (value instanceof Collection<?> list && list.stream().allMatch(String.class::isInstance)) {
            return Optional.of(list.stream().map(String.class::cast).toList());
        }
        throw refused(name, "must be a list of texts, or one text with spaces between the words");
    }

    /** Finds a claim by its name or, since some providers nest theirs, by a path such as {@code realm_access/roles}. */
    private static @Nullable Object claim(Map<String, Object> claims, String name) {
        int slash = name.indexOf('/');
        if (!claims.containsKey(name) && slash > 0) {
            return claims.get(name.substring(0, slash)) instanceof Map<?, ?> nested
                    ? nested.get(name.substring(slash + 1))
                    : null;
        }
        return claims.get(name);
    }

    private static Rejected refused(String claim, String why) {
        return new Rejected(ErrorCode.UNAUTHENTICATED, "the token is not accepted: its claim '" + claim + "' " + why);
    }
}
