package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.documents.OnDuplicate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to do when there is such a document already, as it is written on the wire. */
public enum OnDuplicateBody {
    skip,
    replace,
    fail;

    static final String NAME = "on_duplicate";

    public static @Nullable OnDuplicate of(@Nullable OnDuplicateBody said) {
        return said == null ? null : OnDuplicate.valueOf(said.name().toUpperCase(Locale.ROOT));
    }

    /** Reads the value as it stands in an address or a form. */
    public static @Nullable OnDuplicate of(@Nullable String said) {
        if (said == null) {
            return null;
        }
        return Arrays.stream(values())
                .filter(value -> value.name().equals(said))
                .map(OnDuplicateBody::of)
                .findFirst()
                .orElseThrow(() -> new Rejected(
                        ErrorCode.INVALID_VALUE,
                        "'" + NAME + "' must be one of "
                                + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + ", not '"
                                + said + "'",
                        Map.of("parameter", NAME)));
    }

    /** Refuses the parameter where the request names its document, which says already what becomes of it. */
    public static void requireNone(@Nullable OnDuplicateBody said, String instead) {
        if (said != null) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'" + NAME + "' is for insertions: " + instead + ", so leave it out",
                    Map.of("property", NAME));
        }
    }
}
