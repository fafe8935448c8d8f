package dev.lockstep.platform.spool;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Map;

/**
 * Limits how large something may be.
 *
 * @param setting where that is configured
 */
public record SizeLimit(long bytes, String setting) {

    /**
     * Refuses something that is larger.
     *
     * @param size how large it is, as part of a sentence
     */
    public Rejected exceeded(String size) {
        return new Rejected(
                ErrorCode.BODY_TOO_LARGE,
                "the body has " + size + " bytes; at most " + bytes + " are allowed (" + setting + ")",
                Map.of("limit", bytes));
    }
}
