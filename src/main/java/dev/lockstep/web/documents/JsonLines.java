package dev.lockstep.web.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.features.documents.DocumentFormat;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.web.http.JsonProblems;
import dev.lockstep.web.http.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads documents as JSON, one on each line, in the form that they have as the body of a request. */
@ApplicationScoped
class JsonLines implements DocumentFormat {

    private final ObjectMapper json;

    JsonLines(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public DocumentInsertion read(byte[] line) {
        try {
            DocumentBody body = json.readValue(text(line), DocumentBody.class);
            if (body == null) {
                throw new Rejected(ErrorCode.WRONG_TYPE, "a document is a JSON object, not null");
            }
            return body.insertion();
        } catch (JsonProcessingException e) {
            throw rejected(JsonProblems.describe(e));
        }
    }

    private static String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Rejected(ErrorCode.INVALID_UTF8, "the line is not UTF-8");
        }
    }

    /** Words a problem for one line: "the body" would be wrong there, and a line has columns only. */
    private static Rejected rejected(HttpProblem problem) {
        Map<String, Object> facts = new HashMap<>(problem.getParameters());
        ErrorCode code =
                ErrorCode.valueOf(String.valueOf(facts.remove(Problems.CODE)).toUpperCase(Locale.ROOT));
        String detail = String.valueOf(problem.getDetail())
                .replaceFirst("^the body is", "the line is")
                .replaceFirst("\\(line 1, column", "(column");
        return new Rejected(code, detail, facts);
    }

    @Override
    public StoredResponse answer(String knowledgeBase, DocumentReceipt receipt) {
        return DocumentResource.answer(knowledgeBase, receipt).toStored(json);
    }
}
