package dev.lockstep.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Issues tokens as a provider would, with a key that is made for this run. */
public final class TokenIssuer {

    public static final String ISSUER = "https://issuer.test";
    public static final String AUDIENCE = "lockstep";

    /** The operator's key, which goes on working beside tokens. */
    public static final String OPERATOR_KEY = "0123456789abcdef0123456789abcdef-operator";

    private static final String PRIVATE = "lockstep.test.issuer.private";
    private static final String PUBLIC = "lockstep.test.issuer.public";

    private TokenIssuer() {}

    /** A service that trusts this issuer. */
    public static final class Trusted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.public-key", key(PUBLIC),
                    "quarkus.oidc.token.issuer", ISSUER,
                    "quarkus.oidc.token.audience", AUDIENCE,
                    "lockstep.access.admin-key", OPERATOR_KEY);
        }
    }

    /** Claims that are in order, to be added to or spoilt. */
    public static JwtClaimsBuilder claims(String subject, String tenant, String scopes) {
        return Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("tenant", tenant)
                .claim("scope", scopes)
                .expiresAt(Instant.now().plusSeconds(300));
    }

    public static String token(String subject, String tenant, String scopes) {
        return signed(claims(subject, tenant, scopes));
    }

    public static String signed(JwtClaimsBuilder claims) {
        try {
            return claims.sign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key(PRIVATE)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String signedBySomebodyElse(JwtClaimsBuilder claims) {
        return claims.sign(fresh().getPrivate());
    }

    /** Says that it needs no signature, and has none. */
    public static String unsigned(JwtClaimsBuilder claims) {
        String payload = signed(claims).split("\\.")[1];
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + payload + ".";
    }

    /** The profile and the test are loaded by different class loaders, which share the JVM alone. */
    private static synchronized String key(String property) {
        if (System.getProperty(property) == null) {
            KeyPair pair = fresh();
            PrivateKey secret = pair.getPrivate();
            System.setProperty(PRIVATE, Base64.getEncoder().encodeToString(secret.getEncoded()));
            System.setProperty(
                    PUBLIC, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        }
        return System.getProperty(property);
    }

    private static KeyPair fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
