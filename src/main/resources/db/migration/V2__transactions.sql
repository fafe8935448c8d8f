-- What callers of a unit of work are told: while it runs, afterwards, and when they ask again with the same key.

ALTER TABLE unit_of_work
    -- Why it was undone: {code, message, facts}.
    ADD COLUMN error       jsonb,
    ADD COLUMN finished_at timestamptz;

ALTER TABLE unit_of_work_step
    -- How many of what it changes: {"documents": 1, "chunks": 12}.
    ADD COLUMN affected jsonb NOT NULL DEFAULT '{}';

-- Transactions are listed by the knowledge base they touch.
CREATE INDEX unit_of_work_step_knowledge_base ON unit_of_work_step ((target ->> 'knowledge_base_id'), uow_id);
