package dev.lockstep.platform.secrecy;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written down of texts with secrets in them. */
class MaskedTest {

    private static final String KEY = "ls_01a22fbdb23f7e178c6cfd4c82bdb1e3_KO47GrUieRG7NCzqE-SdpRFQbnWiogtgnaJ0L--iAug";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

    @Test
    void keysAndTokensAreLeftOutOfAnyText() {
        assertThat(Masked.text("no member '" + KEY + "', nor " + TOKEN + "."))
                .isEqualTo("no member 'ls_***', nor ***.");
        assertThat(Masked.text("the tools_of the trade")).isEqualTo("the tools_of the trade");
    }

    @Test
    void anAddressLosesWhatStandsUnderTheNameOfASecretToo() {
        assertThat(Masked.address("limit=3&api_key=anything&cursor=abc")).isEqualTo("limit=3&api_key=***&cursor=abc");
        assertThat(Masked.address("/v1/jobs?token=" + TOKEN)).isEqualTo("/v1/jobs?token=***");
        assertThat(Masked.address("/v1/keys/" + KEY)).isEqualTo("/v1/keys/ls_***");
    }

    @Test
    void spansKeepNoSecretOfAnAddress() {
        InMemorySpanExporter exported = InMemorySpanExporter.create();
        try (SdkTracerProvider tracing = SdkTracerProvider.builder()
                .addSpanProcessor(new MaskedSpans())
                .addSpanProcessor(SimpleSpanProcessor.create(exported))
                .build()) {
            tracing.get("test")
                    .spanBuilder("GET")
                    .setAttribute("url.query", "api_key=" + KEY)
                    .startSpan()
                    .end();
            assertThat(exported.getFinishedSpanItems().toString())
                    .contains("api_key=***")
                    .doesNotContain(KEY);
        }
    }
}
