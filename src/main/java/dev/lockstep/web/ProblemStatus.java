package dev.lockstep.web;

import dev.lockstep.domain.ErrorCode;

/** The HTTP status of each error code. */
final class ProblemStatus {

    private ProblemStatus() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case MALFORMED_JSON, UNKNOWN_PROPERTY, WRONG_TYPE, MISSING_PROPERTY, INVALID_VALUE, INVALID_UTF8 -> 400;
            case INVALID_CURSOR, INVALID_FILTER, UNKNOWN_FILTER_FIELD, UNKNOWN_FILTER_OPERATOR -> 400;
            case FILTER_TYPE_MISMATCH, EMPTY_QUERY -> 400;
            case NOT_FOUND, KNOWLEDGE_BASE_NOT_FOUND, DOCUMENT_NOT_FOUND, TRANSACTION_NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case KNOWLEDGE_BASE_EXISTS, DOCUMENT_EXISTS, VERSION_CONFLICT, EMBEDDING_MODEL_MISMATCH -> 409;
            case PASS_RUNNING -> 409;
            case PRECONDITION_FAILED -> 412;
            case BODY_TOO_LARGE, TEXT_TOO_LARGE, METADATA_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case INVALID_TEXT, EMPTY_TEXT, TOKEN_TOO_LONG, METADATA_INVALID, METADATA_TOO_DEEP -> 422;
            case OVERLOADED -> 429;
            case INTERNAL_ERROR, POINTS_REJECTED -> 500;
            case LEASE_LOST, DEADLINE_EXCEEDED, CATALOG_UNAVAILABLE, POINTS_UNAVAILABLE -> 503;
            case OUTCOME_UNKNOWN, EMBEDDING_UNAVAILABLE -> 503;
        };
    }
}
