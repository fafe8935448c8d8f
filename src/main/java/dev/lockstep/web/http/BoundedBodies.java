package dev.lockstep.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.io.input.ProxyInputStream;

/** Unpacks a body, and stops reading it into memory at the {@link BodyLimit}, whatever size it announced. */
@Provider
public class BoundedBodies implements ReaderInterceptor {

    private final BodyLimit limit;

    BoundedBodies(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        InputStream body = context.getInputStream();
        boolean gzip = ContentCoding.isGzip(context.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING));
        context.setInputStream(new Bounded(gzip ? gunzipped(body) : body));
        return context.proceed();
    }

    private static InputStream gunzipped(InputStream body) throws IOException {
        try {
            return new GZIPInputStream(body);
        } catch (ZipException | EOFException broken) {
            throw new BrokenGzip(broken);
        }
    }

    /** Reports that the body is said to be gzip and is not, or ends too early. */
    static final class BrokenGzip extends IOException {
        private static final long serialVersionUID = 1L;

        private BrokenGzip(IOException cause) {
            super("the body is not whole gzip: " + cause.getMessage(), cause);
        }
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
        protected void handleIOException(IOException failure) throws IOException {
            throw failure instanceof ZipException || failure instanceof EOFException
                    ? new BrokenGzip(failure)
                    : failure;
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
