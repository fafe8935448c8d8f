package dev.lockstep.platform.fetching;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.spool.SizeLimit;
import dev.lockstep.platform.spool.Spool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a document from the web. Each address, also where a redirect leads, is looked up once; all that its name stands for
 * must be public, and the connection is made to what was checked.
 */
@ApplicationScoped
public class Fetching {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int OK = 200;

    private final FetchSettings settings;
    private final Spool spool;
    private final Resolution resolution;
    private final AddressRules rules;
    private final HttpClient client;

    @Inject
    Fetching(FetchSettings settings, Spool spool, Vertx vertx) {
        this(settings, spool, vertx, Resolution.SYSTEM, null);
    }

    /** @param trust whose certificates are good; null for the JVM's own */
    Fetching(FetchSettings settings, Spool spool, Vertx vertx, Resolution resolution, @Nullable TrustOptions trust) {
        this.settings = settings;
        this.spool = spool;
        this.resolution = resolution;
        this.rules = new AddressRules(settings.allowedNetworks().orElse(List.of()).stream()
                .map(Network::of)
                .toList());
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(settings.concurrency())
                .setDecompressionSupported(false);
        this.client = vertx.createHttpClient(trust == null ? options : options.setTrustOptions(trust));
    }

    /**
     * Fetches a document.
     *
     * @return fails when it may not be fetched, can't be, or is too large or slow
     */
    public Uni<FetchedDocument> fetch(String url) {
        if (!settings.enabled()) {
            throw new Rejected(
                    ErrorCode.URL_DISABLED,
                    "this service does not fetch documents from the web (lockstep.url.enabled)");
        }
        FetchTarget target = FetchTarget.of(url, settings.ports());
        return CallerContext.resume(
                from(target, 0).ifNoItem().after(settings.timeLimit()).failWith(this::tooSlow));
    }

    private Rejected tooSlow() {
        return new Rejected(
                ErrorCode.URL_TIMED_OUT,
                "fetching the document takes longer than "
                        + settings.timeLimit().toSeconds() + " s (lockstep.url.time-limit)");
    }

    private Uni<FetchedDocument> from(FetchTarget target, int redirects) {
        return CallerContext.compute(() -> checked(target))
                .chain(address -> HttpExchange.open(client, target, address, settings.connectTimeout()))
                .chain(exchange ->
                        read(target, exchange, redirects).onTermination().invoke(exchange::close));
    }

    /** Returns one of the addresses of a host, all of which must be allowed: which one is asked is not for the host to choose. */
    private InetAddress checked(FetchTarget target) {
        List<InetAddress> addresses;
        try {
            addresses = resolution.of(target.host());
        } catch (UnknownHostException e) {
            throw new Rejected(ErrorCode.URL_FAILED, "the host " + target.host() + " is unknown");
        }
        if (!addresses.stream().allMatch(rules::allow)) {
            throw FetchTarget.refused(target.host()
                    + " has an address that is not on the public internet (lockstep.url.allowed-networks)");
        }
        return addresses.get(0);
    }

    private Uni<FetchedDocument> read(FetchTarget target, HttpExchange exchange, int redirects) {
        HttpClientResponse response = exchange.response();
        String location = response.getHeader("Location");
        if (REDIRECTS.contains(response.statusCode()) && location != null) {
            if (redirects == settings.maxRedirects()) {
                throw new Rejected(
                        ErrorCode.URL_FAILED,
                        "the address redirects more than " + redirects + " times (lockstep.url.max-redirects)");
            }
            return from(target.redirected(location, settings.ports()), redirects + 1);
        }
        if (response.statusCode() != OK) {
            throw new Rejected(ErrorCode.URL_FAILED, target.host() + " answers " + response.statusCode());
        }
        return receive(target, response);
    }

    private Uni<FetchedDocument> receive(FetchTarget target, HttpClientResponse response) {
        String encoding = response.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Rejected(
                    ErrorCode.URL_FAILED,
                    target.host() + " answers in the encoding " + encoding + ", which was not asked for");
        }
        SizeLimit limit = new SizeLimit(settings.maxSize().asLongValue(), "lockstep.url.max-size");
        String length = response.getHeader("Content-Length");
        if (length != null && length.length() < 19 && Long.parseLong(length) > limit.bytes()) {
            throw limit.exceeded(length);
        }
        return spool.receive(response, limit)
                .map(file ->
                        new FetchedDocument(file, target.fileName().orElse(null), response.getHeader("Content-Type")));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
