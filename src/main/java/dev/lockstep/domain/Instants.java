package dev.lockstep.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reads the dates that metadata and filters may hold: RFC 3339 date-times, date-times without a zone (taken as UTC), and plain dates
 * (their midnight in UTC). They go to the microsecond, as stores keep them, and have years that RFC 3339 can write.
 */
public final class Instants {

    /** Anything shorter than {@code 2024-01-01} is no date, and most strings are ruled out by their first characters. */
    private static final int SHORTEST = 10;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Instants() {}

    public static Optional<Instant> parse(String text) {
        if (text.length() < SHORTEST || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return Optional.empty();
        }
        try {
            if (text.length() == SHORTEST) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC))
                        .filter(Instants::isWritable);
            }
            String iso = text.charAt(SHORTEST) == ' ' ? text.replaceFirst(" ", "T") : text;
            Instant instant = hasZone(iso) ? OffsetDateTime.parse(iso).toInstant() : local(iso);
            return Optional.of(instant.truncatedTo(ChronoUnit.MICROS)).filter(Instants::isWritable);
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    /** Tells whether a date can be written: an offset may lead out of the four digits of a year. */
    private static boolean isWritable(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(END);
    }

    private static boolean hasZone(String iso) {
        return iso.endsWith("Z")
                || iso.endsWith("z")
                || iso.indexOf('+', SHORTEST) > 0
                || iso.indexOf('-', SHORTEST) > 0;
    }

    private static Instant local(String iso) {
        return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
