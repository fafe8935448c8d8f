package dev.lockstep.text.parsing.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.BasicBodyFactory;
import org.apache.james.mime4j.message.BodyFactory;
import org.jspecify.annotations.Nullable;

/** The parts of a message. Text is decoded by {@link Charsets}: what a message declares is often wrong, or missing. */
final class MailBodies implements BodyFactory {

    private final BasicBodyFactory binaries = new BasicBodyFactory();
    private final ParseLimits limits;

    MailBodies(ParseLimits limits) {
        this.limits = limits;
    }

    @Override
    public BinaryBody binaryBody(InputStream bytes) throws IOException {
        return binaries.binaryBody(bytes);
    }

    @Override
    public TextBody textBody(InputStream bytes, @Nullable String charset) throws IOException {
        long most = BoundedText.most(limits);
        byte[] read = bytes.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        if (read.length > most) {
            throw ParseRefusals.textTooLarge(limits.textLength());
        }
        return new Words(Charsets.text(read, charset));
    }

    /** The text of a part. */
    static final class Words extends TextBody {

        private final String text;

        private Words(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        @Override
        public String getMimeCharset() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public Charset getCharset() {
            return StandardCharsets.UTF_8;
        }

        @Override
        public Reader getReader() {
            return new StringReader(text);
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public SingleBody copy() {
            return new Words(text);
        }
    }
}
