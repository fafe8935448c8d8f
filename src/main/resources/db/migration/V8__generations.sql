-- A knowledge base can be built anew, with another model, chunking or language, beside what serves. Each such building is a generation,
-- with a collection and chunks of its own; the knowledge base's row says which one serves, and repeats its settings.

ALTER TABLE knowledge_base ADD COLUMN generation integer NOT NULL DEFAULT 1;
-- Until then new writes wait before they begin, so that a building can catch up with writers that never pause.
ALTER TABLE knowledge_base ADD COLUMN writes_held_until timestamptz;

CREATE TABLE knowledge_base_generation (
    knowledge_base_id uuid        NOT NULL REFERENCES knowledge_base ON DELETE CASCADE,
    -- Never used again.
    generation        integer     NOT NULL,
    tenant            text        NOT NULL,
    -- BUILDING and FAILED will serve once they are whole; RETIRED has served and may again; DROPPING is being removed;
    -- of DROPPED this row is left, for what turns up late in its collection.
    state             text        NOT NULL CHECK (state IN
        ('BUILDING', 'FAILED', 'LIVE', 'RETIRED', 'DROPPING', 'DROPPED')),
    -- What a building is for: something new, or going back to what has served.
    purpose           text        NOT NULL DEFAULT 'BUILD' CHECK (purpose IN ('BUILD', 'ROLLBACK')),
    placement         text        NOT NULL CHECK (placement IN ('own', 'shared')),
    collection        text        NOT NULL,
    embedding_model   text        NOT NULL,
    dimension         integer     NOT NULL,
    chunk_tokens      integer     NOT NULL,
    overlap_tokens    integer     NOT NULL,
    language          text,
    created_at        timestamptz NOT NULL DEFAULT now(),
    -- Since when it serves, and since when no longer.
    switched_at       timestamptz,
    retired_at        timestamptz,
    -- The building: how far it is, and who is at it, under a lease by this database's clock.
    phase             text,
    documents_done    bigint      NOT NULL DEFAULT 0,
    documents_total   bigint      NOT NULL DEFAULT 0,
    started_at        timestamptz,
    done_at_start     bigint      NOT NULL DEFAULT 0,
    attempts          integer     NOT NULL DEFAULT 0,
    next_attempt_at   timestamptz NOT NULL DEFAULT now(),
    last_error        text,
    run               uuid,
    owner             text,
    lease_until       timestamptz,
    PRIMARY KEY (knowledge_base_id, generation)
);
CREATE UNIQUE INDEX knowledge_base_generation_live ON knowledge_base_generation (knowledge_base_id) WHERE state = 'LIVE';
CREATE UNIQUE INDEX knowledge_base_generation_retired ON knowledge_base_generation (knowledge_base_id) WHERE state = 'RETIRED';
-- One building at a time.
CREATE UNIQUE INDEX knowledge_base_generation_built ON knowledge_base_generation (knowledge_base_id)
    WHERE state IN ('BUILDING', 'FAILED');
-- What the background looks for.
CREATE INDEX knowledge_base_generation_due ON knowledge_base_generation (state) WHERE state NOT IN ('LIVE', 'DROPPED');
CREATE INDEX knowledge_base_generation_collection ON knowledge_base_generation (collection);

INSERT INTO knowledge_base_generation (knowledge_base_id, generation, tenant, state, placement, collection, embedding_model,
                                       dimension, chunk_tokens, overlap_tokens, language, created_at, switched_at)
SELECT id, 1, tenant, 'LIVE', placement, collection, embedding_model, dimension, chunk_tokens, overlap_tokens, language,
       created_at, created_at
FROM knowledge_base;

-- The generation that a version was written for. Others get it by being built.
ALTER TABLE document_version ADD COLUMN generation integer NOT NULL DEFAULT 1;
ALTER TABLE chunk ADD COLUMN generation integer NOT NULL DEFAULT 1;
DROP INDEX chunk_order;
CREATE UNIQUE INDEX chunk_order ON chunk (document_id, version, generation, ordinal);

-- A version in a generation that it was not written for.
CREATE TABLE version_build (
    knowledge_base_id uuid    NOT NULL,
    generation        integer NOT NULL,
    document_id       uuid    NOT NULL,
    version           integer NOT NULL,
    content_hash      text    NOT NULL,
    chunk_tokens      integer NOT NULL,
    overlap_tokens    integer NOT NULL,
    chunk_count       integer NOT NULL,
    -- Qdrant has been seen to show its points. Until then only its chunks are here.
    complete          boolean NOT NULL DEFAULT false,
    PRIMARY KEY (document_id, version, generation),
    FOREIGN KEY (document_id, version) REFERENCES document_version ON DELETE CASCADE
);
CREATE INDEX version_build_generation ON version_build (knowledge_base_id, generation, document_id);

-- Every generation that has a version whole, and how it has it.
CREATE VIEW version_in_generation AS
SELECT document_id, version, generation, content_hash, chunk_tokens, overlap_tokens, chunk_count
FROM document_version
UNION ALL
SELECT document_id, version, generation, content_hash, chunk_tokens, overlap_tokens, chunk_count
FROM version_build WHERE complete;

-- Every point that is to stay in Qdrant, and where. A generation that is being built is not compared with Qdrant yet: its
-- points may be on their way. Only those of generations that are LIVE are searched.
CREATE OR REPLACE VIEW live_point AS
SELECT c.point_id, c.tenant, g.collection, d.knowledge_base_id, c.uow_id, g.state AS generation_state
FROM chunk c
JOIN document d ON d.id = c.document_id AND d.live_version = c.version
JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.state = 'LIVE'
JOIN knowledge_base_generation g ON g.knowledge_base_id = k.id AND g.generation = c.generation
    AND g.state IN ('LIVE', 'RETIRED', 'BUILDING', 'FAILED')
UNION ALL
SELECT p.point_id, p.tenant, v.collection, m.conversation_id AS knowledge_base_id, p.uow_id, 'LIVE' AS generation_state
FROM message_piece p
JOIN message m ON m.id = p.message_id AND m.ordinal IS NOT NULL
JOIN conversation v ON v.id = m.conversation_id AND v.state = 'LIVE';

CREATE OR REPLACE VIEW point_home AS
SELECT k.id, k.tenant, g.collection,
       CASE WHEN k.state <> 'LIVE' THEN k.state WHEN g.state IN ('LIVE', 'RETIRED') THEN 'LIVE' ELSE g.state END AS state,
       g.dimension
FROM knowledge_base k
JOIN knowledge_base_generation g ON g.knowledge_base_id = k.id AND g.state <> 'DROPPED'
UNION ALL
SELECT v.id, v.tenant, v.collection, v.state,
       (SELECT octet_length(p.embedding) / 4 FROM message m JOIN message_piece p ON p.message_id = m.id
        WHERE m.conversation_id = v.id AND m.ordinal IS NOT NULL LIMIT 1)
FROM conversation v;

-- Whose was a collection whose name carries the id of a knowledge base that is gone.
CREATE INDEX unit_of_work_step_of_knowledge_base ON unit_of_work_step ((target ->> 'knowledge_base_id'))
    WHERE participant = 'knowledge_bases';
