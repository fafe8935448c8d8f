package dev.lockstep.commands;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads arguments that are more than a text. */
final class Arguments {

    private Arguments() {}

    /** Reads moments. */
    static final class Moments implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a moment such as 2027-01-01T00:00:00Z");
            }
        }
    }

    /** Reads times as settings are read: 90s, 1h, PT1H30M. */
    static final class Durations implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationConverter.parseDuration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is not a time such as 90s, 30m or 1h");
            }
        }
    }
}
