-- How text is cut became more than two numbers: one JSON object says it, in place of both.

ALTER TABLE knowledge_base ADD COLUMN chunking jsonb;
ALTER TABLE knowledge_base_generation ADD COLUMN chunking jsonb;
ALTER TABLE document_version ADD COLUMN chunking jsonb;
ALTER TABLE version_build ADD COLUMN chunking jsonb;

-- Whether the document wants it so, whatever its knowledge base has.
ALTER TABLE document_version ADD COLUMN own_chunking boolean NOT NULL DEFAULT false;
-- Where the pages of the content begin, in code points; null when only the content itself can say so, by form feeds.
ALTER TABLE document_version ADD COLUMN page_starts integer[];

UPDATE knowledge_base SET chunking =
    jsonb_build_object('strategy', 'recursive', 'max_tokens', chunk_tokens, 'overlap_tokens', overlap_tokens);
UPDATE knowledge_base_generation SET chunking =
    jsonb_build_object('strategy', 'recursive', 'max_tokens', chunk_tokens, 'overlap_tokens', overlap_tokens);
UPDATE version_build SET chunking =
    jsonb_build_object('strategy', 'recursive', 'max_tokens', chunk_tokens, 'overlap_tokens', overlap_tokens);
UPDATE document_version v SET
    chunking = jsonb_build_object('strategy', 'recursive', 'max_tokens', v.chunk_tokens, 'overlap_tokens', v.overlap_tokens),
    -- Until now, differing from the others was all that told.
    own_chunking = EXISTS (
        SELECT FROM document d
        JOIN knowledge_base_generation g ON g.knowledge_base_id = d.knowledge_base_id AND g.generation = v.generation
        WHERE d.id = v.document_id AND (g.chunk_tokens, g.overlap_tokens) <> (v.chunk_tokens, v.overlap_tokens));

DROP VIEW version_in_generation;

ALTER TABLE knowledge_base ALTER COLUMN chunking SET NOT NULL, DROP COLUMN chunk_tokens, DROP COLUMN overlap_tokens;
ALTER TABLE knowledge_base_generation ALTER COLUMN chunking SET NOT NULL, DROP COLUMN chunk_tokens, DROP COLUMN overlap_tokens;
ALTER TABLE document_version ALTER COLUMN chunking SET NOT NULL, DROP COLUMN chunk_tokens, DROP COLUMN overlap_tokens;
ALTER TABLE version_build ALTER COLUMN chunking SET NOT NULL, DROP COLUMN chunk_tokens, DROP COLUMN overlap_tokens;

CREATE VIEW version_in_generation AS
SELECT document_id, version, generation, content_hash, chunking, chunk_count
FROM document_version
UNION ALL
SELECT document_id, version, generation, content_hash, chunking, chunk_count
FROM version_build WHERE complete;

-- The pages that a chunk begins and ends on, and what a client says of a chunk that it has cut itself. Null without.
ALTER TABLE chunk ADD COLUMN first_page integer;
ALTER TABLE chunk ADD COLUMN last_page integer;
ALTER TABLE chunk ADD COLUMN metadata jsonb;
