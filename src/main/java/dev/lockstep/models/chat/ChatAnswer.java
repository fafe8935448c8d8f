package dev.lockstep.models.chat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer as it comes: {@code data: {"choices": [{"delta": {"content": ".."}, "finish_reason": null}]}} line by line until
 * {@code data: [DONE]}; or, from a server that does not stream, one object with a {@code message} in place of the {@code delta}.
 *
 * <p>It is whole when it says so. One that just stops is a part of an answer, and nobody knows which.
 */
final class ChatAnswer {

    /** No more than this is read of one answer; as text it is far less, since each token has an event of its own. */
    private static final int LARGEST = 4 << 20;

    private static final String DONE = "[DONE]";
    private static final String DATA = "data:";

    private final boolean lines;
    private Buffer unread = Buffer.buffer();
    private int looked;
    private int size;
    private @Nullable FinishReason ending;

    private ChatAnswer(boolean lines) {
        this.lines = lines;
    }

    /** Reads an answer that comes as server-sent events. */
    static ChatAnswer inEvents() {
        return new ChatAnswer(true);
    }

    /** Reads an answer that comes as one JSON object. */
    static ChatAnswer whole() {
        return new ChatAnswer(false);
    }

    /** Says that something is no answer. The message ends a sentence that begins with who answered. */
    static final class Misfit extends Exception {

        private static final long serialVersionUID = 1L;

        private Misfit(String what) {
            super(what);
        }
    }

    /** The text that this part completes; empty for none. */
    String read(Buffer part) throws Misfit {
        size += part.length();
        if (size > LARGEST) {
            throw new Misfit("answered with more than " + LARGEST + " bytes");
        }
        unread.appendBuffer(part);
        return lines ? completeLines() : "";
    }

    /** The rest of the text, after the last part. */
    String end() throws Misfit {
        String rest = unread.toString(StandardCharsets.UTF_8);
        unread = Buffer.buffer();
        return lines ? line(rest) : event(rest);
    }

    /** @throws Misfit when the answer was not at its end */
    FinishReason ending() throws Misfit {
        if (ending == null) {
            throw new Misfit("broke off its answer");
        }
        return ending;
    }

    private String completeLines() throws Misfit {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = looked; i < unread.length(); i++) {
            if (unread.getByte(i) == '\n') {
                text.append(line(unread.getString(start, i, "UTF-8")));
                start = i + 1;
            }
        }
        if (start > 0) {
            unread = unread.getBuffer(start, unread.length());
        }
        looked = unread.length();
        return text.toString();
    }

    /** Reads one line of events. Comments, names of events and empty lines say nothing. */
    private String line(String line) throws Misfit {
        if (!line.startsWith(DATA)) {
            return "";
        }
        String data = line.substring(DATA.length()).strip();
        if (data.equals(DONE)) {
            ending = ending == null ? FinishReason.COMPLETE : ending;
            return "";
        }
        return event(data);
    }

    private String event(String json) throws Misfit {
        JsonObject event = object(json);
        if (event.getValue("error") != null) {
            throw new Misfit("reported an error instead of an answer");
        }
        if (!(event.getValue("choices") instanceof JsonArray choices)) {
            throw new Misfit("answered without choices");
        }
        // The last event of a stream may only say what it has cost.
        return choices.isEmpty() ? "" : choice(choices.getValue(0));
    }

    private String choice(@Nullable Object first) throws Misfit {
        if (!(first instanceof JsonObject choice)) {
            throw new Misfit("answered with a choice that is not an object");
        }
        if (choice.getValue("finish_reason") instanceof String reason) {
            ending = ending(reason);
        }
        Object said = choice.getValue(lines ? "delta" : "message");
        return said instanceof JsonObject message && message.getValue("content") instanceof String text ? text : "";
    }

    private static FinishReason ending(String reason) throws Misfit {
        return switch (reason) {
            case "length" -> FinishReason.CUT;
            case "content_filter" -> throw new Misfit("withheld its answer (content_filter)");
            default -> FinishReason.COMPLETE;
        };
    }

    private static JsonObject object(String json) throws Misfit {
        try {
            return new JsonObject(json);
        } catch (DecodeException | ClassCastException e) {
            throw new Misfit("answered with something other than the expected JSON");
        }
    }
}
