package dev.lockstep.platform.spool;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes gzip and passes on what was compressed. The bytes wait in a file until all of them are there: the one decoder
 * that notices a missing end and reads members in a row (RFC 1952) wants to read, not to be fed.
 *
 * @param <R> what becomes of the bytes
 */
final class GunzippedSink<R> implements Sink<R> {

    private static final int BUFFER = 64 * 1024;

    private final Sink<SpooledFile> compressed;
    private final Sink<R> decoded;
    private final SizeLimit limit;

    /** @param limit how many bytes may come out */
    GunzippedSink(Sink<SpooledFile> compressed, Sink<R> decoded, SizeLimit limit) {
        this.compressed = compressed;
        this.decoded = decoded;
        this.limit = limit;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        compressed.write(bytes);
    }

    @Override
    public R finish() throws IOException {
        SpooledFile file = compressed.finish();
        try (InputStream body = new GZIPInputStream(Files.newInputStream(file.path()), BUFFER)) {
            passOn(body);
        } catch (ZipException | EOFException broken) {
            throw new Rejected(ErrorCode.INVALID_VALUE, "the body is not whole gzip: " + broken.getMessage());
        } finally {
            compressed.abandon();
        }
        return decoded.finish();
    }

    private void passOn(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            total += read;
            if (total > limit.bytes()) {
                throw limit.exceeded("more than " + limit.bytes() + ", unpacked,");
            }
            decoded.write(ByteBuffer.wrap(buffer, 0, read));
        }
    }

    @Override
    public void abandon() {
        compressed.abandon();
        decoded.abandon();
    }
}
