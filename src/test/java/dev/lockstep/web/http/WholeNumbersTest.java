package dev.lockstep.web.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WholeNumbersTest {

    private final ObjectMapper json = new ObjectMapper();

    WholeNumbersTest() {
        new StrictJson().customize(json);
    }

    @Test
    void aWholeNumberMayBeWrittenWithAFraction() throws Exception {
        assertThat(json.readValue("44.0", Integer.class)).isEqualTo(44);
        assertThat(json.readValue("4.4e1", Integer.class)).isEqualTo(44);
        assertThat(json.readValue("-30000.00", Long.class)).isEqualTo(-30_000L);
        assertThat(json.readValue("44", Integer.class)).isEqualTo(44);
        assertThat(json.readValue("null", Integer.class)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"44.5", "4e99", "1e999999999", "1e-999999999", "\"44\"", "\"\"", "true", "[]"})
    void whatIsNoWholeNumberIsRefused(String written) {
        assertThatThrownBy(() -> json.readValue(written, Integer.class)).isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> json.readValue(written, Long.class)).isInstanceOf(MismatchedInputException.class);
    }
}
