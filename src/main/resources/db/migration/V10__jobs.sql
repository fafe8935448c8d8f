-- Work that a client does not wait for. The input is a file in the spool directory of the processes that may do it.

CREATE TABLE job (
    id                uuid        PRIMARY KEY,
    tenant            text        NOT NULL,
    -- Not a reference: what became of a job can be read when its knowledge base is gone.
    knowledge_base_id uuid        NOT NULL,
    knowledge_base    text        NOT NULL,
    kind              text        NOT NULL CHECK (kind IN ('DOCUMENT', 'BATCH')),
    -- What the request said, but for the input itself.
    parameters        jsonb       NOT NULL,
    idempotency_key   text,
    request_hash      text,
    spool_id          uuid        NOT NULL,
    -- Null once it is removed, after the end.
    file              text,
    state             text        NOT NULL DEFAULT 'QUEUED' CHECK (state IN
        ('QUEUED', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    -- How far it is, for people.
    step              text,
    unit              text,
    done              bigint      NOT NULL DEFAULT 0,
    total             bigint,
    rate              double precision,
    -- How far a batch is, to go on from: all lines before this one are counted.
    next_line         bigint      NOT NULL DEFAULT 1,
    lines_created     bigint      NOT NULL DEFAULT 0,
    lines_replaced    bigint      NOT NULL DEFAULT 0,
    lines_unchanged   bigint      NOT NULL DEFAULT 0,
    lines_skipped     bigint      NOT NULL DEFAULT 0,
    lines_failed      bigint      NOT NULL DEFAULT 0,
    problem           jsonb,
    -- As it was answered, with its members in their order.
    result            json,
    -- Who is at it, under a lease by this database's clock.
    run               uuid,
    owner             text,
    lease_until       timestamptz,
    attempts          integer     NOT NULL DEFAULT 0,
    next_attempt_at   timestamptz NOT NULL DEFAULT now(),
    created_at        timestamptz NOT NULL DEFAULT now(),
    started_at        timestamptz,
    finished_at       timestamptz,
    UNIQUE (tenant, idempotency_key),
    CHECK ((finished_at IS NULL) = (state IN ('QUEUED', 'RUNNING', 'CANCELLING')))
);
CREATE INDEX job_unfinished ON job (next_attempt_at) WHERE finished_at IS NULL;
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX job_input ON job (spool_id) WHERE finished_at IS NOT NULL AND file IS NOT NULL;
CREATE INDEX job_listed ON job (tenant, id);

-- What became of the lines of a batch.
CREATE TABLE job_line (
    job_id uuid    NOT NULL REFERENCES job ON DELETE CASCADE,
    line   bigint  NOT NULL,
    failed boolean NOT NULL,
    result json    NOT NULL,
    PRIMARY KEY (job_id, line)
);
CREATE INDEX job_line_failed ON job_line (job_id, line) WHERE failed;

-- When a process that can read the directory was last there: a job whose directory nobody has any more can't be done.
CREATE TABLE job_spool (
    spool_id uuid        PRIMARY KEY,
    seen_at  timestamptz NOT NULL DEFAULT now()
);
