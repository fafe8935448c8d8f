package dev.lockstep.platform.secrecy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Masks secrets in the addresses that spans keep, before anybody exports them. */
@ApplicationScoped
public class MaskedSpans implements SpanProcessor {

    private static final List<AttributeKey<String>> ADDRESSES = List.of(
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("url.path"),
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.target"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> key : ADDRESSES) {
            String address = span.getAttribute(key);
            if (address != null) {
                span.setAttribute(key, Masked.address(address));
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // A span that has ended can't be changed.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
