package dev.lockstep.web.documents;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a multipart form. */
public final class Form {

    public static final String TYPE = "multipart/form-data; boundary=frontier";

    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    public Form file(String name, String type, byte[] content) {
        return fileIn("file", name, type, content);
    }

    Form fileIn(String part, String name, String type, byte[] content) {
        return part(
                "Content-Disposition: form-data; name=\"" + part + "\"; filename=\"" + name + "\"\r\nContent-Type: "
                        + type,
                content);
    }

    public Form file(String name, String type, String content) {
        return file(name, type, content.getBytes(StandardCharsets.UTF_8));
    }

    Form field(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    private Form part(String head, byte[] content) {
        parts.writeBytes(("--frontier\r\n" + head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        parts.writeBytes(content);
        parts.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(parts.toByteArray());
        whole.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }
}
