package dev.lockstep.domain;

import java.util.Locale;

/** The stable codes of problem+json. Names may be added, never changed: clients switch on them. */
public enum ErrorCode {
    // These codes are about the request's form.
    MALFORMED_JSON,
    UNKNOWN_PROPERTY,
    UNKNOWN_PARAMETER,
    WRONG_TYPE,
    MISSING_PROPERTY,
    INVALID_VALUE,
    INVALID_UTF8,
    INVALID_TEXT,
    INVALID_CURSOR,
    BODY_TOO_LARGE,
    UPLOAD_TIMED_OUT,
    UNSUPPORTED_MEDIA_TYPE,
    URL_DISABLED,
    URL_REFUSED,
    URL_FAILED,
    URL_TIMED_OUT,
    // These codes are about a document's content.
    INVALID_CHARSET,
    DOCUMENT_ENCRYPTED,
    DOCUMENT_SCANNED,
    DOCUMENT_CORRUPT,
    DOCUMENT_TOO_COMPLEX,
    PARSING_TIMED_OUT,
    EMPTY_TEXT,
    TEXT_TOO_LARGE,
    TOKEN_TOO_LONG,
    CHUNK_TOO_LARGE,
    METADATA_INVALID,
    METADATA_TOO_DEEP,
    METADATA_TOO_LARGE,
    // These codes are about a query.
    EMPTY_QUERY,
    INVALID_FILTER,
    UNKNOWN_FILTER_FIELD,
    UNKNOWN_FILTER_OPERATOR,
    FILTER_TYPE_MISMATCH,
    // These codes are about what is named.
    NOT_FOUND,
    KNOWLEDGE_BASE_NOT_FOUND,
    DOCUMENT_NOT_FOUND,
    VERSION_NOT_FOUND,
    CONVERSATION_NOT_FOUND,
    TRANSACTION_NOT_FOUND,
    JOB_NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    // These codes are about the state that a request meets.
    KNOWLEDGE_BASE_EXISTS,
    KNOWLEDGE_BASE_REEMBEDDED,
    REEMBED_RUNNING,
    NOTHING_TO_ROLL_BACK_TO,
    DOCUMENT_EXISTS,
    VERSION_CONFLICT,
    PRECONDITION_FAILED,
    LEASE_LOST,
    PASS_RUNNING,
    LEXICAL_UNAVAILABLE,
    SOURCE_CHANGED,
    // These codes are about transactions and requests that come again.
    UNKNOWN_OPERATION,
    DUPLICATE_TARGET,
    TOO_MANY_OPERATIONS,
    TRANSACTION_NOT_PARKED,
    TRANSACTION_INTERRUPTED,
    IDEMPOTENCY_KEY_REUSED,
    IDEMPOTENCY_KEY_IN_FLIGHT,
    // These codes are about jobs.
    JOB_CANCELLED,
    JOB_INPUT_LOST,
    JOB_INTERRUPTED,
    CHUNKS_MISSING,
    // These codes are about the service and its stores.
    OVERLOADED,
    UPLOADS_FULL,
    UPLOAD_FAILED,
    DISK_FULL,
    DEADLINE_EXCEEDED,
    CATALOG_UNAVAILABLE,
    POINTS_UNAVAILABLE,
    POINTS_REJECTED,
    OUTCOME_UNKNOWN,
    EMBEDDING_UNAVAILABLE,
    PARSER_UNAVAILABLE,
    EMBEDDING_FAILED,
    RERANKER_UNAVAILABLE,
    CHAT_MODEL_UNAVAILABLE,
    EMBEDDING_MODEL_MISMATCH,
    INTERNAL_ERROR;

    /** The name as it stands in the problem's {@code code} member: snake_case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
