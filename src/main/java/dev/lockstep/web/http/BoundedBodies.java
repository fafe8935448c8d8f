package dev.lockstep.web.http;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.ProxyInputStream;

/** Stops reading a body into memory at the {@link BodyLimit}, whatever size the body announced. */
@Provider
public class BoundedBodies implements ReaderInterceptor {

    private final BodyLimit limit;

    BoundedBodies(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Bounded(context.getInputStream()));
        return context.proceed();
    }

    /** Reports that the body is too large. It is an IOException because readers of JSON wrap everything else. */
    static final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final class Bounded extends ProxyInputStream {

        private long count;

        private Bounded(InputStream body) {
            super(body);
        }

        @Override
        protected void afterRead(int read) throws BodyTooLarge {
            count += Math.max(0, read);
            if (count > limit.bytes()) {
                throw new BodyTooLarge();
            }
        }
    }
}
