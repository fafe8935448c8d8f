package dev.lockstep.web.http;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.web.documents.Form;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request that must be refused, and how.
 *
 * @param name what is wrong with it
 * @param path with {@code {kb}} for the path of the knowledge base under test
 * @param headers names and values in turn
 * @param helps part of the problem's detail
 */
public record BadRequest(
        String name, String method, String path, byte[] body, String[] headers, int status, String code, String helps) {

    private static final String JSON = "application/json";

    public static BadRequest get(String name, String path) {
        return new BadRequest(name, "GET", path, new byte[0], new String[0], 0, "", "");
    }

    public static BadRequest delete(String name, String path) {
        return new BadRequest(name, "DELETE", path, new byte[0], new String[0], 0, "", "");
    }

    public static BadRequest post(String name, String path, String json) {
        return json(name, "POST", path, json.getBytes(StandardCharsets.UTF_8));
    }

    public static BadRequest put(String name, String path, String json) {
        return json(name, "PUT", path, json.getBytes(StandardCharsets.UTF_8));
    }

    public static BadRequest patch(String name, String path, String json) {
        return json(name, "PATCH", path, json.getBytes(StandardCharsets.UTF_8));
    }

    public static BadRequest json(String name, String method, String path, byte[] body) {
        return new BadRequest(name, method, path, body, new String[] {"Content-Type", JSON}, 0, "", "");
    }

    public static BadRequest raw(String name, String method, String path, byte[] body, String... headers) {
        return new BadRequest(name, method, path, body, headers, 0, "", "");
    }

    /** A file in a form. */
    public static BadRequest upload(String name, Form form) {
        return raw(name, "POST", "{kb}/documents", form.bytes(), "Content-Type", Form.TYPE);
    }

    public BadRequest with(String header, String value) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = header;
        more[headers.length + 1] = value;
        return new BadRequest(name, method, path, body, more, status, code, helps);
    }

    public BadRequest gets(int wantedStatus, String wantedCode, String wantedHelp) {
        return new BadRequest(name, method, path, body, headers, wantedStatus, wantedCode, wantedHelp);
    }

    /** The same, with the placeholder in its path filled in. */
    public BadRequest in(String placeholder, String itsPath) {
        return new BadRequest(name, method, path.replace(placeholder, itsPath), body, headers, status, code, helps);
    }

    public void isRefused(Api knowledgeBase) {
        in("{kb}", knowledgeBase.path()).isRefused();
    }

    public void isRefused() {
        RawHttp.send(method, path, body, headers).isProblem(status, code, helps);
    }

    @Override
    public String toString() {
        return name;
    }
}
