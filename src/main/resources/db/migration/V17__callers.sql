-- Who did it. What is older than this column was done while nobody was asked for a key.
ALTER TABLE unit_of_work ADD COLUMN created_by text NOT NULL DEFAULT 'local';
ALTER TABLE conversation ADD COLUMN created_by text NOT NULL DEFAULT 'local';

-- A job goes on in the name of its caller: {"name", "kind", "knowledge_bases", "principals"}; the last two are
-- absent for all.
ALTER TABLE job ADD COLUMN caller jsonb NOT NULL DEFAULT '{"name": "local", "kind": "SERVICE"}';

-- A key is shown once; what is kept can't be turned back into it. Names are unique among the keys that are not revoked.
CREATE TABLE api_key (
    id              uuid PRIMARY KEY,
    tenant          text NOT NULL,
    name            text NOT NULL,
    secret_hash     bytea NOT NULL,
    -- The secret before, which works until then.
    previous_hash   bytea,
    previous_until  timestamptz,
    scopes          text[] NOT NULL,
    knowledge_bases text[],
    created_at      timestamptz NOT NULL DEFAULT now(),
    created_by      text NOT NULL,
    expires_at      timestamptz,
    last_used_at    timestamptz,
    revoked_at      timestamptz
);

CREATE UNIQUE INDEX api_key_name ON api_key (tenant, name) WHERE revoked_at IS NULL;

-- What was asked for beside units of work, which have records of their own: written before it is done, so nothing is done unseen.
CREATE TABLE audit_entry (
    id         uuid PRIMARY KEY,
    tenant     text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL,
    method     text NOT NULL,
    path       text NOT NULL,
    -- The HTTP status; null until it is over, or when the process ended before.
    status     integer
);

CREATE INDEX audit_entry_of_tenant ON audit_entry (tenant, id);
