-- Every row that is, was or may become a point, live or not. Of tables only, so that it can be walked in order by their
-- indexes; live_point then says which of a page are live.
CREATE VIEW point_row AS
SELECT point_id FROM chunk
UNION ALL
SELECT point_id FROM message_piece;

-- Everything that searches are confined to, and where its points are. What conversations share is made when the first message
-- needs it, and then as wide as the vectors in it.
CREATE VIEW point_home AS
SELECT id, tenant, collection, state, dimension FROM knowledge_base
UNION ALL
SELECT v.id, v.tenant, v.collection, v.state,
       (SELECT octet_length(p.embedding) / 4 FROM message m JOIN message_piece p ON p.message_id = m.id
        WHERE m.conversation_id = v.id AND m.ordinal IS NOT NULL LIMIT 1)
FROM conversation v;

CREATE INDEX knowledge_base_collection ON knowledge_base (collection);
CREATE INDEX conversation_collection ON conversation (collection);
-- Whose was a collection that no knowledge base names any more.
CREATE INDEX unit_of_work_step_collection ON unit_of_work_step ((target ->> 'collection'))
    WHERE participant = 'knowledge_bases';
CREATE INDEX unit_of_work_state_parked ON unit_of_work (id) WHERE state = 'PARKED';

-- The background passes over both stores. Whoever runs one has the claim: its run's id, under a lease by this
-- database's clock.
CREATE TABLE background_pass (
    tenant      text   NOT NULL,
    name        text   NOT NULL,
    state       text   NOT NULL CHECK (state IN ('WAITING', 'RUNNING', 'FINISHED', 'FAILED')),
    run         uuid,
    owner       text,
    lease_until timestamptz,
    started_at  timestamptz,
    finished_at timestamptz,
    -- Points looked at, of about how many.
    scanned     bigint NOT NULL DEFAULT 0,
    total       bigint NOT NULL DEFAULT 0,
    found       bigint NOT NULL DEFAULT 0,
    repaired    bigint NOT NULL DEFAULT 0,
    detail      text,
    PRIMARY KEY (tenant, name)
);
INSERT INTO background_pass (tenant, name, state) VALUES ('default', 'collector', 'WAITING'), ('default', 'scrub', 'WAITING');

-- What the last pass over a collection found and did not mend. No foreign keys: collections come and go.
CREATE TABLE reconciliation_finding (
    pass              text        NOT NULL,
    collection        text        NOT NULL,
    knowledge_base_id uuid,
    kind              text        NOT NULL CHECK (kind IN
        ('ZOMBIE', 'MISSING', 'STALE', 'QUARANTINED', 'LOST_COLLECTION', 'ORPHANED_COLLECTION')),
    points            bigint      NOT NULL,
    found_at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reconciliation_finding_place ON reconciliation_finding (pass, collection);

-- Points in our collections that nothing in this database explains. They are left alone and shown to people.
CREATE TABLE quarantined_point (
    collection    text        NOT NULL,
    -- As Qdrant writes it: a UUID, or a number.
    point_id      text        NOT NULL,
    -- As the payload has it, if at all.
    uow_id        uuid,
    reason        text        NOT NULL,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (collection, point_id)
);
