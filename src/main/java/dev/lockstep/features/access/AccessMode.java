package dev.lockstep.features.access;

import dev.lockstep.stores.catalog.access.KeysAtStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Whether requests need a key, decided once at the start: they do as soon as there is one. A service that listens on this machine alone
 * goes without until then; any other does not start, as whoever reaches it could do everything.
 */
@ApplicationScoped
public class AccessMode {

    private static final Logger LOG = Logger.getLogger(AccessMode.class);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|::1|0:0:0:0:0:0:0:1");

    private final KeysAtStart keys;
    private final OperatorKey operator;
    private final AccessSettings settings;
    private final String host;
    private final boolean tokens;
    private volatile boolean open;

    AccessMode(
            KeysAtStart keys,
            OperatorKey operator,
            AccessSettings settings,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = TokensOnRequest.ENABLED) boolean tokens) {
        this.keys = keys;
        this.operator = operator;
        this.settings = settings;
        this.host = host;
        this.tokens = tokens;
    }

    /** Tells whether there is somebody else whose tokens are read. */
    public boolean readsTokens() {
        return tokens;
    }

    /** Tells whether everyone who reaches the service may do everything. */
    public boolean isOpen() {
        return open;
    }

    void decide(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent started) {
        boolean needed = operator.isSet() || tokens || keys.any();
        if (needed) {
            return;
        }
        if (!settings.withoutKeys() && !LOOPBACK.matcher(host).matches()) {
            throw Unsafe.start("quarkus.http.host is \"" + host
                    + "\", so others than this machine reach the service, and there are no"
                    + " keys: set LOCKSTEP_ACCESS_ADMIN_KEY to a secret text of 32 characters or more"
                    + " (openssl rand -base64 32), or make a key with java -jar quarkus-run.jar keys create --name"
                    + " admin --scopes admin, or name who issues tokens with QUARKUS_OIDC_AUTH_SERVER_URL, or, to let"
                    + " everyone do everything, set LOCKSTEP_ACCESS_WITHOUT_KEYS=true.");
        }
        open = true;
        LOG.infof("no keys are asked for: everyone who reaches %s may do everything (docs/security.md)", host);
    }
}
