package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.lockstep.domain.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON body, and where. */
public final class JsonProblems {

    private JsonProblems() {}

    public static HttpProblem describe(JsonProcessingException error) {
        if (error instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return Problems.of(
                            ErrorCode.UNKNOWN_PROPERTY,
                            "'" + path(unknown) + "' is not a known property; known: " + known)
                    .with("property", path(unknown))
                    .build();
        }
        if (error instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            return Problems.of(
                            ErrorCode.WRONG_TYPE,
                            "'" + path(mismatch) + "' has the wrong type or value: " + ExpectedJson.of(mismatch))
                    .with("property", path(mismatch))
                    .build();
        }
        if (error instanceof InputCoercionException || error.getCause() instanceof InputCoercionException) {
            return Problems.of(ErrorCode.WRONG_TYPE, firstSentence(error) + where(error))
                    .build();
        }
        if (error instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return Problems.of(
                            ErrorCode.MALFORMED_JSON,
                            "the body is not the expected JSON: " + ExpectedJson.of(mismatch) + where(error))
                    .build();
        }
        String message = firstSentence(error);
        if (message.contains("Invalid UTF-8")) {
            return Problems.of(ErrorCode.INVALID_UTF8, "the body is not UTF-8: " + message + where(error))
                    .build();
        }
        return Problems.of(ErrorCode.MALFORMED_JSON, "the body is not the expected JSON: " + message + where(error))
                .build();
    }

    private static String path(JsonMappingException error) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : error.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** Returns Jackson's own first sentence, without the Java class names that follow. */
    public static String firstSentence(JsonProcessingException error) {
        String message = error.getOriginalMessage();
        int end = message.indexOf("; ");
        String first = (end < 0 ? message : message.substring(0, end)).replaceAll(" \\(start marker at.*", "");
        return first.replaceAll("\\b(?:[a-z0-9]+\\.)+(?=[A-Z])", "").replace("`", "");
    }

    private static String where(JsonProcessingException error) {
        JsonLocation at = error.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
