package dev.lockstep.web.http;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemInstanceTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/knowledge-bases/handbook/documents/external:leave, /v1/knowledge-bases/handbook/documents/external:leave",
        "/v1/a%20b%2Fc%00, /v1/a%20b%2Fc%00",
        "/v1/{a}|\"é\"%zz, /v1/%7Ba%7D%7C%22%C3%A9%22%25zz",
        "/v1/😀, /v1/%F0%9F%98%80"
    })
    void aPathBecomesAUriReference(String path, String reference) {
        assertThat(ProblemInstance.reference(path)).isEqualTo(reference);
        assertThat(URI.create(reference).getRawPath()).isEqualTo(reference);
    }
}
