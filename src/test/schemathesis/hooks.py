"""What schemathesis has to know of the service beyond its OpenAPI document: see DescriptionToolsIT.

A document describes requests, not the state that they meet. So there is something to be found before the first request comes, valid
requests name it, and a refusal that follows from the state alone is no mistake: each kind of these is listed here with its reason.
"""

import json
import urllib.request
import uuid

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, ServerError
from schemathesis.openapi.checks import RejectedPositiveData, UseAfterFree

seed = {}
KNOWLEDGE_BASE = f"schemathesis-{uuid.uuid4().hex[:8]}"

# Query parameters that describe a body which is a file. A document can't bind parameters to the type of a body.
OF_FILES = {"chunking", "external_id", "language", "metadata", "on_duplicate", "title"}
FILES = ("application/octet-stream", "text/plain", "text/markdown")
LINES = ("application/x-ndjson", "application/jsonl")

# Refusals of what depends on what is stored.
STATE = {
    "unknown_filter_field",  # no document has the field
    "filter_type_mismatch",  # documents have values of another type in it
    "precondition_failed",
    "transaction_not_parked",
    "key_exists",  # another key has the name
}

# Refusals of files that are none of a known format: a document calls them bytes.
NO_DOCUMENT = {
    "unsupported_media_type",
    "invalid_charset",
    "invalid_utf8",
    "empty_text",
    "document_corrupt",
    "document_encrypted",
    "document_scanned",
    "document_too_complex",
}

# Refusals of values that are bounded by what is configured, by a list kept elsewhere, or by one another.
BOUNDED = (
    "chunking.max_tokens",  # by what the embedding model reads
    "chunking.overlap_tokens",  # by half of max_tokens
    "chunking.overlap_sentences",  # by max_sentences
    "expires_at",  # by the time of day
    "embedding_model",  # by the models that run
    "language",  # by ISO 639-1
    "modes",  # by naming each once
    "threshold_on",  # by there being a threshold
    "rerank",  # by whether there is a reranker
    "external_id",  # by what the document has that is replaced; in a form, by there being one file
    "title",  # likewise
)


@schemathesis.serializer(*LINES)
def lines(context, value):
    return json.dumps(value).encode()


@schemathesis.hook
def after_load_schema(context, schema):
    """Stores what valid requests are about."""
    seed["url"] = schema.config.base_url or schema.get_base_url()
    post("/v1/knowledge-bases", {"name": KNOWLEDGE_BASE})
    stored = post(
        f"/v1/knowledge-bases/{KNOWLEDGE_BASE}/documents",
        {
            "external_id": "leave",
            "text": "Parents can take up to 14 months of leave.",
            "metadata": {"year": 2026, "team": "people", "tags": ["leave"]},
        },
    )
    conversation = post("/v1/conversations", {"title": "Order 4711"})
    said = {"role": "user", "text": "My parcel has not arrived.", "metadata": {"lang": "en"}}
    post(f"/v1/conversations/{conversation['id']}/messages", said)
    job = post(
        f"/v1/knowledge-bases/{KNOWLEDGE_BASE}/documents",
        {"text": "Tea is served at four."},
        {"Prefer": "respond-async"},
    )
    transaction = post(
        "/v1/transactions",
        {"operations": [{"operation": "upsert", "knowledge_base": KNOWLEDGE_BASE, "document": {"text": "A walk."}}]},
    )
    key = post("/v1/keys", {"name": f"schemathesis-{uuid.uuid4().hex[:8]}", "scopes": ["read"]})
    seed["ids"] = {
        "/v1/keys/": key["id"],
        "/v1/knowledge-bases/": stored["id"],
        "/v1/conversations/": conversation["id"],
        "/v1/jobs/": job["id"],
        "/v1/transactions/": transaction["id"],
    }


def post(path, body, headers=None):
    request = urllib.request.Request(
        seed["url"] + path,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if "Idempotency-Key" in case.headers:
        # The same key with another request is refused, as it should be.
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if case.media_type and case.media_type not in FILES:
        drop(case.query, *OF_FILES)
    if "If-None-Match" in case.headers:
        drop(case.headers, "If-Match")  # Either of the two, which a document can't say of headers.
    # Whoever asks for somebody else is no administrator.
    drop(case.headers, "On-Behalf-Of")
    # Only an answer gives out cursors, each for the same question.
    drop(case.query, "cursor")
    if isinstance(case.body, dict):
        drop(case.body, "cursor")
    if case.meta.phase.name.value != "stateful" and case.method != "DELETE":
        name_what_is_there(case)


def drop(values, *names):
    for name in names:
        values.pop(name, None)


def name_what_is_there(case):
    if "kb" in case.path_parameters:
        case.path_parameters["kb"] = KNOWLEDGE_BASE
    if "version" in case.path_parameters:
        case.path_parameters["version"] = "1"
    if "id" in case.path_parameters:
        case.path_parameters["id"] = next(id for path, id in seed["ids"].items() if case.path.startswith(path))


@schemathesis.hook
def filter_failure(context, failure, case, response):
    if isinstance(failure, RejectedPositiveData):
        return not follows_from_state(case, response.json())
    if isinstance(failure, AcceptedNegativeData):
        # Each line has an outcome of its own, and the request is carried out.
        return case.media_type not in LINES
    if isinstance(failure, ServerError):
        # A search may take longer than it is allowed to while the machine has other things to do.
        return response.status_code != 503
    if isinstance(failure, UseAfterFree):
        # What is deleted there are the generations that do not serve.
        return not case.path.endswith("/reembed")
    return True


def follows_from_state(case, problem):
    code, wrong = problem.get("code"), problem.get("property", problem.get("parameter", ""))
    is_file = case.media_type in (*FILES, "multipart/form-data")
    return (
        code in STATE
        or code == "metadata_too_deep"  # bounded by what is configured
        or code == "missing_property"  # null: a condition on it is more than generators of clients can read
        or (code == "metadata_invalid" and "expected" in problem)  # by the schema of the knowledge base
        # Conditions on objects within objects are more than generators of clients can read.
        or (code == "metadata_invalid" and "." in problem.get("field", ""))
        or (is_file and code in NO_DOCUMENT)
        or (code == "invalid_value" and wrong.endswith(BOUNDED))
    )
