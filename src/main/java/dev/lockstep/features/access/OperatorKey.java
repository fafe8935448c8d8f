package dev.lockstep.features.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key that stands in the settings: with it the first ones are made. All replicas have the same, so they agree from the start. */
@ApplicationScoped
class OperatorKey {

    private static final String HASHED = "sha256:";
    private static final int SHORTEST = 32;

    private final byte @Nullable [] hash;

    OperatorKey(AccessSettings settings) {
        this.hash = text(settings).map(OperatorKey::hash).orElse(null);
    }

    boolean isSet() {
        return hash != null;
    }

    boolean is(String presented) {
        return hash != null && Secret.same(hash, Secret.hash(presented));
    }

    private static Optional<String> text(AccessSettings settings) {
        Optional<String> fromFile = settings.adminKeyFile().map(OperatorKey::read);
        if (fromFile.isPresent() && settings.adminKey().isPresent()) {
            throw Unsafe.start(
                    "lockstep.access.admin-key and lockstep.access.admin-key-file are both set: leave one of them out.");
        }
        return fromFile.or(settings::adminKey).map(String::strip);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Unsafe.start("lockstep.access.admin-key-file is \"" + file + "\", which can't be read (" + e + ").");
        }
    }

    private static byte[] hash(String text) {
        if (!text.startsWith(HASHED)) {
            if (text.length() < SHORTEST) {
                throw Unsafe.start(
                        "lockstep.access.admin-key is shorter than " + SHORTEST
                                + " characters, which can be guessed: take 32 random bytes, such as of openssl rand -base64 32.");
            }
            return Secret.hash(text);
        }
        try {
            byte[] hash =
                    HexFormat.of().parseHex(text.substring(HASHED.length()).toLowerCase(Locale.ROOT));
            if (hash.length == Secret.hash("").length) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // It is told below, without the text.
        }
        throw Unsafe.start("lockstep.access.admin-key begins with sha256:, but has no 64 hexadecimal digits after it.");
    }
}
