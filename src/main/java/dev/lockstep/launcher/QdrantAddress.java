package dev.lockstep.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Says where a configured Qdrant is (its gRPC port), and which key it asks for. */
record QdrantAddress(URI url, Optional<String> apiKey) {

    static final String URL = "lockstep.qdrant.url";
    static final String API_KEY = "lockstep.qdrant.api-key";

    static Optional<QdrantAddress> from(Config config) {
        return config.getOptionalValue(URL, String.class)
                .map(url -> new QdrantAddress(address(url), config.getOptionalValue(API_KEY, String.class)));
    }

    private static URI address(String url) {
        try {
            URI uri = new URI(url);
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // It is refused below, like any other that is not an address.
        }
        throw StartRefused.because(
                URL,
                RedactedAddress.url(url),
                "that is not an address of Qdrant",
                "write http://host:6334 or https://host:6334 (its gRPC port), and the key as " + API_KEY);
    }
}
