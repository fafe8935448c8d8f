package dev.lockstep.platform.fetching;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An address that may be asked, as far as its text can tell. */
record FetchTarget(URI uri, String host, int port, Scheme scheme) {

    private static final int LONGEST = 8_192;

    enum Scheme {
        HTTP(80),
        HTTPS(443);

        private final int port;

        Scheme(int port) {
            this.port = port;
        }
    }

    /** @throws Rejected when it is no address, or none that may be asked */
    static FetchTarget of(String written, List<Integer> ports) {
        if (written.length() > LONGEST) {
            throw refused("it is longer than " + LONGEST + " characters");
        }
        try {
            return of(new URI(written.strip()), ports);
        } catch (URISyntaxException e) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE, "'url' is not an address: " + e.getReason(), Map.of("property", "url"));
        }
    }

    private static FetchTarget of(URI uri, List<Integer> ports) {
        Scheme scheme = scheme(uri);
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw refused("it has no host, or one that is not valid");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("it has a user or a password in it");
        }
        int port = uri.getPort() < 0 ? scheme.port : uri.getPort();
        if (!ports.contains(port)) {
            throw refused("only the ports " + ports + " may be asked (lockstep.url.ports), not " + port);
        }
        return new FetchTarget(uri, unbracketed(uri.getHost()), port, scheme);
    }

    private static Scheme scheme(URI uri) {
        if ("http".equalsIgnoreCase(uri.getScheme())) {
            return Scheme.HTTP;
        }
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            return Scheme.HTTPS;
        }
        throw refused("only http and https may be fetched");
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The target that a redirect leads to. */
    FetchTarget redirected(String location, List<Integer> ports) {
        try {
            return of(uri.resolve(new URI(location.strip())), ports);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new Rejected(ErrorCode.URL_FAILED, uri.getHost() + " redirects to something that is not an address");
        }
    }

    /** The path and query to ask the server for. */
    String pathAndQuery() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** The last part of its path; empty when there is none. */
    Optional<String> fileName() {
        String path = uri.getPath() == null ? "" : uri.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isBlank() ? Optional.empty() : Optional.of(last);
    }

    static Rejected refused(String why) {
        return new Rejected(
                ErrorCode.URL_REFUSED, "this address may not be fetched: " + why, Map.of("property", "url"));
    }
}
