package dev.lockstep.features.search;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A cursor says what was shown, and works for its own query only. */
class PageCursorTest {

    private static final long QUERY = PageCursor.fingerprint("otters", 3);

    private final List<UUID> ids =
            Stream.generate(UUID::randomUUID).limit(1_000).toList();

    @Test
    void whatWasShownIsKnownAgain() {
        ShownHits shown = ShownHits.NOTHING.and(ids);

        ShownHits read = PageCursor.decode(PageCursor.encode(QUERY, shown), QUERY);

        assertThat(read).isEqualTo(shown);
        assertThat(ids).allMatch(read::contains);
        assertThat(read.contains(UUID.randomUUID())).isFalse();
    }

    @Test
    void itIsShort() {
        assertThat(PageCursor.encode(QUERY, ShownHits.NOTHING.and(ids.subList(0, 10))))
                .hasSizeLessThan(140)
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void anotherQueryRefusesIt() {
        String cursor = PageCursor.encode(QUERY, ShownHits.NOTHING.and(ids));

        refuses(cursor, PageCursor.fingerprint("otters", 4), "another query");
    }

    @Test
    void whatWasCutOffIsNoticed() {
        String cursor = PageCursor.encode(QUERY, ShownHits.NOTHING.and(ids.subList(0, 3)));

        for (int length = 0; length < cursor.length(); length++) {
            refuses(cursor.substring(0, length), QUERY, "begin without a cursor");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            refuses(Base64.getUrlEncoder().encodeToString(bytes), QUERY, "begin without a cursor");
            bytes[i] ^= 1;
        }
    }

    @Test
    void anythingElseIsRefused() {
        refuses("?", QUERY, "begin without a cursor");
        refuses("RE9DVU1FTlRTOjM", QUERY, "begin without a cursor");
    }

    private static void refuses(String cursor, long query, String help) {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> PageCursor.decode(cursor, query))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CURSOR))
                .withMessageContaining(help);
    }
}
