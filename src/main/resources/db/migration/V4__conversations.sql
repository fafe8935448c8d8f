-- Conversations: messages in order, each with its points in Qdrant, beside documents and kept in step like them.

CREATE TABLE conversation (
    id              uuid PRIMARY KEY,
    tenant          text        NOT NULL,
    title           text,
    metadata        jsonb       NOT NULL,
    state           text        NOT NULL CHECK (state IN ('LIVE', 'DELETED')),
    collection      text        NOT NULL,
    embedding_model text        NOT NULL,
    -- How many are live, so also the ordinal of the next one. Its row's lock gives them out: no gaps, in the order of commits.
    messages        integer     NOT NULL DEFAULT 0,
    uow_id          uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX conversation_listing ON conversation (tenant, id) WHERE state = 'LIVE';

-- A message is live when it has an ordinal and its conversation is LIVE.
CREATE TABLE message (
    id              uuid PRIMARY KEY,
    tenant          text    NOT NULL,
    conversation_id uuid    NOT NULL REFERENCES conversation,
    uow_id          uuid    NOT NULL,
    step            integer NOT NULL,
    -- Its place among the messages of its step, from 0.
    place           integer NOT NULL,
    role            text    NOT NULL CHECK (role IN ('USER', 'ASSISTANT', 'SYSTEM', 'TOOL')),
    text            text    NOT NULL,
    metadata        jsonb   NOT NULL,
    -- Both given by the commit.
    ordinal         integer,
    committed_at    timestamptz,
    CHECK ((ordinal IS NULL) = (committed_at IS NULL))
);
CREATE UNIQUE INDEX message_order ON message (conversation_id, ordinal);
CREATE INDEX message_uow ON message (uow_id, step);

-- What of a message one vector stands for: all of it, unless it is longer than the model reads.
CREATE TABLE message_piece (
    point_id   uuid PRIMARY KEY,
    tenant     text    NOT NULL,
    message_id uuid    NOT NULL REFERENCES message ON DELETE CASCADE,
    uow_id     uuid    NOT NULL,
    ordinal    integer NOT NULL,
    -- Code points into the message's text.
    start_at   integer NOT NULL,
    end_at     integer NOT NULL,
    -- 4 bytes a dimension, IEEE 754, little-endian.
    embedding  bytea   NOT NULL
);
ALTER TABLE message_piece ALTER COLUMN embedding SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX message_piece_order ON message_piece (message_id, ordinal);
CREATE INDEX message_piece_uow ON message_piece (uow_id);

-- The metadata fields that messages have used. Filters on others are refused.
CREATE TABLE message_field (
    conversation_id uuid NOT NULL REFERENCES conversation ON DELETE CASCADE,
    field           text NOT NULL,
    type            text NOT NULL CHECK (type IN ('STRING', 'NUMBER', 'BOOLEAN', 'DATE')),
    tenant          text NOT NULL,
    PRIMARY KEY (conversation_id, field, type)
);

-- Every point that must be in Qdrant, and where. What searches are confined to, a knowledge base or a conversation, is
-- its knowledge_base_id.
CREATE OR REPLACE VIEW live_point AS
SELECT c.point_id, c.tenant, k.collection, d.knowledge_base_id, c.uow_id
FROM chunk c
JOIN document d ON d.id = c.document_id AND d.live_version = c.version
JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.state = 'LIVE'
UNION ALL
SELECT p.point_id, p.tenant, v.collection, m.conversation_id AS knowledge_base_id, p.uow_id
FROM message_piece p
JOIN message m ON m.id = p.message_id AND m.ordinal IS NOT NULL
JOIN conversation v ON v.id = m.conversation_id AND v.state = 'LIVE';
