"""What schemathesis has to know of the service beyond its OpenAPI document: see DescriptionToolsIT."""

import itertools

import schemathesis

numbers = itertools.count()


@schemathesis.hook
def map_case(context, case):
    """Gives every write a key of its own: the same one with another request is refused, as it should be."""
    headers = case.headers or {}
    if "Idempotency-Key" in headers and case.meta.generation.mode.is_positive:
        headers["Idempotency-Key"] = f"schemathesis-{next(numbers)}"
    return case


@schemathesis.hook
def filter_case(context, case):
    """Drops what is valid by the document, but makes no sense: a document can't tell one part of a request from another."""
    if not case.meta.generation.mode.is_positive:
        return True
    query = case.query or {}
    body = case.body if isinstance(case.body, dict) else {}
    about_a_file = {"chunking", "external_id", "language", "metadata", "on_duplicate", "title"} & set(query)
    is_file = case.media_type in ("application/octet-stream", "text/plain", "text/markdown")
    return (
        "cursor" not in query  # which only a listing gives out
        and not body.get("cursor")
        and not (about_a_file and case.media_type and not is_file)
        and not body.get("rerank")  # which needs a reranker
        and case.media_type != "application/octet-stream"  # whose bytes must be those of a document
    )
