package dev.lockstep.web.access;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Readers;
import dev.lockstep.domain.Readership;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.access.Access.Pass;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads for whom a backend asks: {@code On-Behalf-Of: alice, group:staff} names a user and the groups that the user is in. The request then
 * is the user's, who reads and owns what they may, and never has the powers of an administrator.
 */
final class OnBehalfOf {

    static final String HEADER = "On-Behalf-Of";

    private static final int MOST_PRINCIPALS = 200;

    private OnBehalfOf() {}

    /**
     * Returns the pass of the user; the same pass for a request that names none.
     *
     * @throws Rejected when the key may not ask for others, or the header names nobody
     */
    static Pass pass(RoutingContext request, Pass own) {
        List<String> sent = request.request().headers().getAll(HEADER);
        if (sent.isEmpty()) {
            return own;
        }
        boolean isAdministrator = own.scopes().contains(KeyScopes.ADMIN);
        if (!isAdministrator && !own.scopes().contains(KeyScopes.IMPERSONATE)) {
            throw new Rejected(
                    ErrorCode.FORBIDDEN,
                    "the key has no scope '" + KeyScopes.IMPERSONATE + "', which " + HEADER
                            + " needs: leave the header out, or ask an administrator for a key that has it");
        }
        List<String> principals = principals(sent);
        Caller key = own.caller();
        Caller user = new Caller(
                key.name() + "/" + principals.get(0),
                key.tenant(),
                Caller.Kind.PERSON,
                key.reach(),
                new Readership(new HashSet<>(principals)));
        return new Pass(user, scopes(own.scopes(), isAdministrator));
    }

    private static Set<String> scopes(Set<String> own, boolean isAdministrator) {
        Set<String> scopes = new HashSet<>(isAdministrator ? KeyScopes.ALL : own);
        scopes.remove(KeyScopes.ADMIN);
        scopes.remove(KeyScopes.IMPERSONATE);
        return scopes;
    }

    private static List<String> principals(List<String> sent) {
        if (sent.size() > 1) {
            throw malformed("is sent " + sent.size() + " times");
        }
        List<String> principals = Stream.of(utf8(sent.get(0)).split(",", MOST_PRINCIPALS + 1))
                .map(String::strip)
                .toList();
        if (principals.size() > MOST_PRINCIPALS) {
            throw malformed("names more than " + MOST_PRINCIPALS);
        }
        if (!principals.stream().allMatch(Readers::isPrincipal)) {
            throw malformed("has an empty name, or one of more than 200 characters or with control characters");
        }
        if (principals.get(0).startsWith(Readers.GROUP)) {
            throw malformed("begins with a group");
        }
        return principals;
    }

    /** A header comes byte by byte, each as a character. */
    private static String utf8(String header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("is not UTF-8");
        }
    }

    private static Rejected malformed(String what) {
        return new Rejected(
                ErrorCode.INVALID_VALUE,
                HEADER + " " + what
                        + ": name one user, then the groups that the user is in, with commas between them, such as"
                        + " 'alice, group:staff'",
                Map.of("header", HEADER));
    }
}
