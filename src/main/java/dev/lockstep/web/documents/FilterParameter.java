package dev.lockstep.web.documents;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Rejected;
import dev.lockstep.web.http.JsonProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter in a query parameter, and the mark that it leaves in cursors. */
@ApplicationScoped
class FilterParameter {

    private static final String NAME = "filter";
    private static final int MARK_BYTES = 8;

    private final ObjectMapper json;
    private final ObjectWriter canonical;

    FilterParameter(ObjectMapper json) {
        this.json = json;
        this.canonical = json.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /**
     * A filter as it was read from the parameter.
     *
     * @param mark tells one filter from another; empty for none
     */
    record Read(Filter filter, String mark) {

        private static final String END = "/";

        /** Returns the text of a cursor: the position in a listing, with the mark of what is listed. */
        String mark(Object position) {
            return mark.isEmpty() ? position.toString() : mark + END + position;
        }

        /**
         * Returns the position that a marked cursor holds.
         *
         * @throws Rejected when it is the position in a listing of something else
         */
        @Nullable
        String unmark(@Nullable String marked) {
            if (marked == null) {
                return null;
            }
            int end = marked.indexOf(END);
            if (!mark.equals(end < 0 ? "" : marked.substring(0, end))) {
                throw new Rejected(
                        ErrorCode.INVALID_CURSOR,
                        "'cursor' belongs to another filter: send the same one, or begin without a cursor");
            }
            return marked.substring(end + 1);
        }
    }

    Read read(@Nullable String parameter) {
        if (parameter == null) {
            return new Read(Filter.ALL, "");
        }
        Map<String, Object> members = members(parameter);
        Filter filter = FilterParser.parse(members);
        return new Read(filter, filter.equals(Filter.ALL) ? "" : markOf(members));
    }

    private Map<String, Object> members(String parameter) {
        try {
            Map<String, Object> members = json.readValue(parameter, new TypeReference<>() {});
            if (members != null) {
                return members;
            }
        } catch (JsonProcessingException notAnObject) {
            throw invalid(
                    notAnObject instanceof JsonParseException ? ": " + JsonProblems.firstSentence(notAnObject) : "");
        }
        throw invalid("");
    }

    private static Rejected invalid(String why) {
        return new Rejected(
                ErrorCode.INVALID_FILTER,
                "the query parameter '" + NAME + "' is not a JSON object such as {\"year\": 2026}, percent-encoded"
                        + why,
                Map.of("parameter", NAME));
    }

    private String markOf(Map<String, Object> members) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.writeValueAsString(members).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
