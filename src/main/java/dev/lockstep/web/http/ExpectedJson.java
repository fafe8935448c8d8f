package dev.lockstep.web.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what should stand where something else does, in the words of JSON instead of Java's. */
final class ExpectedJson {

    /** Jackson's message ends with the values that an enum has. */
    private static final Pattern VALUES = Pattern.compile("\\[([^\\[\\]]+)]$");

    private ExpectedJson() {}

    static String of(MismatchedInputException mismatch) {
        return instead(mismatch, mismatch.getTargetType()) + " is expected";
    }

    private static String instead(MismatchedInputException mismatch, @Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            Matcher values = VALUES.matcher(mismatch.getOriginalMessage());
            return values.find() ? "one of " + sorted(values.group(1)) : "a string";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type) || type == float.class || type == double.class) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }

    private static String sorted(String values) {
        return Stream.of(values.split(", ")).sorted().collect(Collectors.joining(", "));
    }
}
