package dev.lockstep.text.parsing.formats;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Words that are divided at the ends of lines. */
class HyphensTest {

    @ParameterizedTest
    @CsvSource({
        "paid compen-/sation to all, paid compensation/to all",
        "die Ver-/sicherung., die Versicherung./",
        "state-of-the-/art work, state-of-the-art/work",
        "a well-/known case is well and known, a well-known/case is well and known",
        "twenty-/five and twenty-five, twenty-five/and twenty-five",
        "the com-/pany is a company, the company/is a company",
        "Meyer-/Schulz, Meyer-/Schulz",
        "e-/mail, e-mail/",
        "1990-/1995, 1990-/1995",
        "no hyphen/here, no hyphen/here"
    })
    void areJoinedWhereTheyAreOne(String text, String expected) {
        assertThat(Hyphens.joined(text.replace('/', '\n'))).isEqualTo(expected.replace('/', '\n'));
    }
}
