package dev.lockstep.embedded.qdrant.junit;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.qdrant.client.QdrantClient;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs an embedded Qdrant for a test class or for each test, in a directory of its own that is deleted afterwards. Tests and their
 * {@code Before} methods take an {@link EmbeddedQdrant}, a {@link QdrantClient} or a {@link ManagedChannel} as a parameter.
 *
 * <p>By {@code @ExtendWith} or as a static field with {@code @RegisterExtension} it is one for the class and the classes nested in
 * it; as a field of the instance it is a new one for each test.
 */
public final class EmbeddedQdrantExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EmbeddedQdrantExtension.class);

    private final UnaryOperator<Options> change;

    public EmbeddedQdrantExtension() {
        this(options -> options);
    }

    private EmbeddedQdrantExtension(UnaryOperator<Options> change) {
        this.change = change;
    }

    /**
     * An extension with other options. By default there is a free port and a transport in process, which client and channel use.
     */
    public static EmbeddedQdrantExtension with(UnaryOperator<Options> change) {
        return new EmbeddedQdrantExtension(change);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var unused = server(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var unused = server(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedQdrant.class
                || type == QdrantClient.class
                || type == ManagedChannel.class
                || type == Channel.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        ServerOfTests server = server(context);
        if (type == EmbeddedQdrant.class) {
            return server.qdrant();
        }
        return type == QdrantClient.class ? server.client() : server.channel();
    }

    /** The server of this context or of one around it; JUnit closes it with the context that it was started for. */
    @SuppressWarnings("deprecation") // What replaces it in JUnit 6 is not in JUnit 5.
    private ServerOfTests server(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(ServerOfTests.class, key -> ServerOfTests.start(change), ServerOfTests.class);
    }
}
