package dev.lockstep.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads the dates that metadata and filters may hold: RFC 3339 date-times, date-times without a zone (taken as UTC), and
 * plain dates (their midnight in UTC). The same forms that Qdrant's datetime range understands.
 */
public final class Instants {

    /** {@code 2024-01-01}: anything shorter is no date, and most strings are ruled out by their first characters. */
    private static final int SHORTEST = 10;

    private Instants() {}

    public static Optional<Instant> parse(String text) {
        if (text.length() < SHORTEST || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return Optional.empty();
        }
        try {
            if (text.length() == SHORTEST) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            String iso = text.charAt(SHORTEST) == ' ' ? text.replaceFirst(" ", "T") : text;
            return Optional.of(hasZone(iso) ? OffsetDateTime.parse(iso).toInstant() : local(iso));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    private static boolean hasZone(String iso) {
        return iso.endsWith("Z") || iso.indexOf('+', SHORTEST) > 0 || iso.indexOf('-', SHORTEST) > 0;
    }

    private static Instant local(String iso) {
        return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
