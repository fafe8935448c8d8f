package dev.lockstep.domain;

import dev.lockstep.domain.Again.Advice;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.web.http.ProblemStatus;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is tried again when, as one table: a code, what the client is told, and who tries again. */
class AgainTest {

    private static final String TABLE = """
            MALFORMED_JSON CHANGE_THE_REQUEST
            UNKNOWN_PROPERTY CHANGE_THE_REQUEST
            UNKNOWN_PARAMETER CHANGE_THE_REQUEST
            WRONG_TYPE CHANGE_THE_REQUEST
            MISSING_PROPERTY CHANGE_THE_REQUEST
            INVALID_VALUE CHANGE_THE_REQUEST
            INVALID_UTF8 CHANGE_THE_REQUEST
            INVALID_TEXT CHANGE_THE_REQUEST
            INVALID_CURSOR CHANGE_THE_REQUEST
            ADDRESS_TOO_LONG CHANGE_THE_REQUEST
            BODY_TOO_LARGE CHANGE_THE_REQUEST
            UPLOAD_TIMED_OUT CHANGE_THE_REQUEST
            UNSUPPORTED_MEDIA_TYPE CHANGE_THE_REQUEST
            UNAUTHENTICATED CHANGE_THE_REQUEST
            FORBIDDEN CHANGE_THE_REQUEST
            IDENTITY_PROVIDER_UNAVAILABLE COME_BACK_LATER UNIT_OF_WORK BUILDING
            HOST_REFUSED CHANGE_THE_REQUEST
            ORIGIN_REFUSED CHANGE_THE_REQUEST
            URL_DISABLED CHANGE_THE_REQUEST
            URL_REFUSED CHANGE_THE_REQUEST
            URL_FAILED CHANGE_THE_REQUEST
            URL_TIMED_OUT CHANGE_THE_REQUEST
            INVALID_CHARSET CHANGE_THE_REQUEST
            DOCUMENT_ENCRYPTED CHANGE_THE_REQUEST
            DOCUMENT_SCANNED CHANGE_THE_REQUEST
            DOCUMENT_CORRUPT CHANGE_THE_REQUEST
            DOCUMENT_TOO_COMPLEX CHANGE_THE_REQUEST
            PARSING_TIMED_OUT CHANGE_THE_REQUEST
            EMPTY_TEXT CHANGE_THE_REQUEST
            TEXT_TOO_LARGE CHANGE_THE_REQUEST
            TOKEN_TOO_LONG CHANGE_THE_REQUEST
            CHUNK_TOO_LARGE CHANGE_THE_REQUEST
            METADATA_INVALID CHANGE_THE_REQUEST
            METADATA_TOO_DEEP CHANGE_THE_REQUEST
            METADATA_TOO_LARGE CHANGE_THE_REQUEST
            EMPTY_QUERY CHANGE_THE_REQUEST
            INVALID_FILTER CHANGE_THE_REQUEST
            UNKNOWN_FILTER_FIELD CHANGE_THE_REQUEST
            UNKNOWN_FILTER_OPERATOR CHANGE_THE_REQUEST
            FILTER_TYPE_MISMATCH CHANGE_THE_REQUEST
            NOT_FOUND CHANGE_THE_REQUEST
            KNOWLEDGE_BASE_NOT_FOUND CHANGE_THE_REQUEST BUILDING
            DOCUMENT_NOT_FOUND CHANGE_THE_REQUEST BUILDING
            VERSION_NOT_FOUND CHANGE_THE_REQUEST BUILDING
            CONVERSATION_NOT_FOUND CHANGE_THE_REQUEST BUILDING
            TRANSACTION_NOT_FOUND CHANGE_THE_REQUEST BUILDING
            JOB_NOT_FOUND CHANGE_THE_REQUEST BUILDING
            KEY_NOT_FOUND CHANGE_THE_REQUEST BUILDING
            METHOD_NOT_ALLOWED CHANGE_THE_REQUEST
            NOT_ACCEPTABLE CHANGE_THE_REQUEST
            KEY_EXISTS CHANGE_THE_REQUEST BUILDING
            KNOWLEDGE_BASE_EXISTS CHANGE_THE_REQUEST BUILDING
            TOO_MANY_KNOWLEDGE_BASES CHANGE_THE_REQUEST BUILDING
            KNOWLEDGE_BASE_REEMBEDDED SEND_IT_AGAIN SECOND_LOOK JOB BUILDING
            REEMBED_RUNNING CHANGE_THE_REQUEST BUILDING
            NOTHING_TO_ROLL_BACK_TO CHANGE_THE_REQUEST BUILDING
            DOCUMENT_EXISTS CHANGE_THE_REQUEST BUILDING
            VERSION_CONFLICT CHANGE_THE_REQUEST SECOND_LOOK BUILDING
            PRECONDITION_FAILED CHANGE_THE_REQUEST BUILDING
            LEASE_LOST COME_BACK_LATER JOB BUILDING
            PASS_RUNNING COME_BACK_LATER BUILDING
            LEXICAL_UNAVAILABLE CHANGE_THE_REQUEST BUILDING
            SOURCE_CHANGED CHANGE_THE_REQUEST BUILDING
            TENANT_LIMIT_REACHED CHANGE_THE_REQUEST BUILDING
            UNKNOWN_OPERATION CHANGE_THE_REQUEST
            DUPLICATE_TARGET CHANGE_THE_REQUEST
            TOO_MANY_OPERATIONS CHANGE_THE_REQUEST
            TRANSACTION_NOT_PARKED CHANGE_THE_REQUEST BUILDING
            TRANSACTION_INTERRUPTED COME_BACK_LATER JOB BUILDING
            IDEMPOTENCY_KEY_REUSED CHANGE_THE_REQUEST
            IDEMPOTENCY_KEY_IN_FLIGHT COME_BACK_LATER SECOND_LOOK JOB BUILDING
            JOB_CANCELLED CHANGE_THE_REQUEST BUILDING
            JOB_INPUT_LOST CHANGE_THE_REQUEST BUILDING
            JOB_INTERRUPTED ASK_THE_OPERATOR BUILDING
            CHUNKS_MISSING ASK_THE_OPERATOR BUILDING
            OVERLOADED COME_BACK_LATER BULK_WORK JOB BUILDING
            UPLOADS_FULL COME_BACK_LATER UNIT_OF_WORK BUILDING
            UPLOAD_FAILED COME_BACK_LATER UNIT_OF_WORK JOB BUILDING
            DISK_FULL ASK_THE_OPERATOR UNIT_OF_WORK JOB BUILDING
            DEADLINE_EXCEEDED COME_BACK_LATER UNIT_OF_WORK JOB BUILDING PASS
            CATALOG_UNAVAILABLE COME_BACK_LATER UNIT_OF_WORK JOB BUILDING
            POINTS_UNAVAILABLE COME_BACK_LATER STORE_GUARD UNIT_OF_WORK JOB BUILDING PASS
            POINTS_REJECTED ASK_THE_OPERATOR BUILDING PASS
            OUTCOME_UNKNOWN COME_BACK_LATER JOB BUILDING
            EMBEDDING_UNAVAILABLE COME_BACK_LATER UNIT_OF_WORK JOB BUILDING
            PARSER_UNAVAILABLE COME_BACK_LATER UNIT_OF_WORK JOB BUILDING
            EMBEDDING_FAILED ASK_THE_OPERATOR UNIT_OF_WORK JOB BUILDING
            RERANKER_UNAVAILABLE COME_BACK_LATER UNIT_OF_WORK BUILDING
            CHAT_MODEL_UNAVAILABLE COME_BACK_LATER UNIT_OF_WORK BUILDING
            EMBEDDING_MODEL_MISMATCH CHANGE_THE_REQUEST BUILDING
            INTERNAL_ERROR ASK_THE_OPERATOR JOB BUILDING
            """;

    @Test
    void eachCodeIsTriedAgainAsTheTableSays() {
        String actual = Stream.of(ErrorCode.values()).map(AgainTest::row).collect(Collectors.joining());

        assertThat(actual).isEqualTo(TABLE);
    }

    private static String row(ErrorCode code) {
        Again again = code.again();
        return Stream.concat(
                        Stream.of(code.name(), again.advice().name()),
                        Stream.of(Retrier.values()).filter(again::by).map(Retrier::name))
                .collect(Collectors.joining(" ", "", "\n"));
    }

    /** A status that promises better times has a header that says when, as do two conflicts that end by themselves. */
    @ParameterizedTest
    @EnumSource
    void whatPassesIsToldByTheStatus(ErrorCode code) {
        int status = ProblemStatus.of(code);
        boolean promises = status == 429 || status == 503;
        boolean ends = code == ErrorCode.IDEMPOTENCY_KEY_IN_FLIGHT || code == ErrorCode.PASS_RUNNING;

        assertThat(code.again().advice() == Advice.COME_BACK_LATER).isEqualTo(promises || ends);
    }

    @Test
    void clientsAreAskedToWaitAsLongAsIsKnownElseTheUsualTime() {
        assertThat(new Failure(ErrorCode.OVERLOADED, "full", Map.of(Again.RETRY_AFTER, 5)).retryAfter())
                .contains(5);
        assertThat(new Failure(ErrorCode.OVERLOADED, "full", Map.of()).retryAfter())
                .contains(1);
        assertThat(new Failure(ErrorCode.INVALID_VALUE, "no", Map.of(Again.RETRY_AFTER, 5)).retryAfter())
                .isEmpty();
    }

    @Test
    void whatHasNoCodeIsADefect() {
        assertThat(Again.of(new IllegalStateException())).isEqualTo(Again.DEFECT);
    }
}
