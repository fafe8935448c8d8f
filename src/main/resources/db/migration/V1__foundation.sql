-- PostgreSQL is the only truth; Qdrant is an index of it. Every row names its tenant.

CREATE TABLE unit_of_work (
    id              uuid PRIMARY KEY,
    tenant          text        NOT NULL,
    idempotency_key text,
    request_hash    text,
    state           text        NOT NULL CHECK (state IN
        ('STAGED', 'COMMITTED', 'SETTLED', 'COMPENSATING', 'COMPENSATED', 'SWEPT', 'PARKED')),
    -- Raised by whoever takes the unit of work over; every transition names the fence it was made under.
    fence           bigint      NOT NULL DEFAULT 1,
    owner           text        NOT NULL,
    lease_until     timestamptz NOT NULL,
    deadline        timestamptz NOT NULL,
    -- Its points were only acknowledged, not yet seen in Qdrant: searches must read them from the write buffer.
    buffered        boolean     NOT NULL DEFAULT true,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    last_error      text,
    response        jsonb,
    created_at      timestamptz NOT NULL DEFAULT now(),
    committed_at    timestamptz,
    settled_at      timestamptz,
    sweeps          integer     NOT NULL DEFAULT 0,
    UNIQUE (tenant, idempotency_key)
);
-- What every search reads first: tiny, because settling takes milliseconds.
CREATE INDEX unit_of_work_unsettled ON unit_of_work (id) WHERE state = 'COMMITTED' AND buffered;
-- What recovery claims.
CREATE INDEX unit_of_work_unfinished ON unit_of_work (lease_until)
    WHERE state IN ('STAGED', 'COMMITTED', 'COMPENSATING', 'COMPENSATED');

CREATE TABLE unit_of_work_step (
    uow_id      uuid    NOT NULL REFERENCES unit_of_work ON DELETE CASCADE,
    ordinal     integer NOT NULL,
    tenant      text    NOT NULL,
    participant text    NOT NULL,
    operation   text    NOT NULL,
    -- What the participant needs to undo or settle the step after a crash.
    target      jsonb   NOT NULL,
    state       text    NOT NULL DEFAULT 'STAGED',
    error       text,
    PRIMARY KEY (uow_id, ordinal)
);

CREATE TABLE knowledge_base (
    id              uuid PRIMARY KEY,
    tenant          text        NOT NULL,
    name            text        NOT NULL,
    description     text,
    state           text        NOT NULL CHECK (state IN ('STAGED', 'LIVE', 'DELETED')),
    placement       text        NOT NULL CHECK (placement IN ('own', 'shared')),
    collection      text        NOT NULL,
    embedding_model text        NOT NULL,
    dimension       integer     NOT NULL,
    chunk_tokens    integer     NOT NULL,
    overlap_tokens  integer     NOT NULL,
    uow_id          uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
-- A deleted name is free at once, though its rows go later.
CREATE UNIQUE INDEX knowledge_base_name ON knowledge_base (tenant, name) WHERE state <> 'DELETED';
CREATE INDEX knowledge_base_uow ON knowledge_base (uow_id);

-- The metadata fields that committed documents have used. Filters on others are refused.
CREATE TABLE metadata_field (
    knowledge_base_id uuid NOT NULL REFERENCES knowledge_base ON DELETE CASCADE,
    field             text NOT NULL,
    type              text NOT NULL CHECK (type IN ('STRING', 'NUMBER', 'BOOLEAN', 'DATE')),
    tenant            text NOT NULL,
    PRIMARY KEY (knowledge_base_id, field, type)
);

-- A document is live when live_version is set: that column is where visibility flips, and nowhere else.
CREATE TABLE document (
    id                uuid PRIMARY KEY,
    tenant            text        NOT NULL,
    knowledge_base_id uuid        NOT NULL REFERENCES knowledge_base,
    external_id       text,
    live_version      integer,
    -- Versions are handed out when staged; one that is undone leaves a gap.
    next_version      integer     NOT NULL DEFAULT 2,
    deleted_at        timestamptz,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX document_external_id ON document (knowledge_base_id, external_id) WHERE deleted_at IS NULL;
CREATE INDEX document_listing ON document (knowledge_base_id, id);

CREATE TABLE document_version (
    document_id  uuid        NOT NULL REFERENCES document,
    version      integer     NOT NULL,
    tenant       text        NOT NULL,
    uow_id       uuid        NOT NULL,
    step         integer     NOT NULL,
    title        text,
    format       text        NOT NULL CHECK (format IN ('TEXT', 'MARKDOWN')),
    content      text        NOT NULL,
    content_hash text        NOT NULL,
    metadata     jsonb       NOT NULL,
    chunk_tokens   integer   NOT NULL,
    overlap_tokens integer   NOT NULL,
    chunk_count  integer     NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (document_id, version)
);
CREATE INDEX document_version_uow ON document_version (uow_id, step);

CREATE TABLE chunk (
    point_id    uuid PRIMARY KEY,
    tenant      text    NOT NULL,
    document_id uuid    NOT NULL,
    version     integer NOT NULL,
    uow_id      uuid    NOT NULL,
    ordinal     integer NOT NULL,
    text        text    NOT NULL,
    -- Code points into the version's content.
    start_at    integer NOT NULL,
    end_at      integer NOT NULL,
    -- The headings it stands under, outermost first: a JSON list of strings.
    headings    jsonb   NOT NULL,
    -- 4 bytes a dimension, IEEE 754, little-endian.
    embedding   bytea   NOT NULL,
    FOREIGN KEY (document_id, version) REFERENCES document_version ON DELETE CASCADE
);
-- Vectors do not compress: leave the compressor out of the insert.
ALTER TABLE chunk ALTER COLUMN embedding SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX chunk_order ON chunk (document_id, version, ordinal);
CREATE INDEX chunk_uow ON chunk (uow_id);

-- Points that are no longer live, to be removed from Qdrant and then from chunk. No foreign keys: it outlives both.
CREATE TABLE garbage (
    point_id    uuid PRIMARY KEY,
    tenant      text        NOT NULL,
    uow_id      uuid        NOT NULL,
    collection  text        NOT NULL,
    -- Later than any search that may still be reading the superseded version.
    due_at      timestamptz NOT NULL
);
CREATE INDEX garbage_due ON garbage (due_at);
