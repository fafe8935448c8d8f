-- A document may have a language of its own, named by its owner or found in its text.

-- Null for that of the knowledge base, which all have that were there before.
ALTER TABLE document_version ADD COLUMN language text;
-- Whether the document names it, whatever its knowledge base has.
ALTER TABLE document_version ADD COLUMN own_language boolean NOT NULL DEFAULT false;
-- As the generation has it: what is found in the text depends on whether it was looked for.
ALTER TABLE version_build ADD COLUMN language text;

CREATE OR REPLACE VIEW version_in_generation AS
SELECT document_id, version, generation, content_hash, chunking, chunk_count, language
FROM document_version
UNION ALL
SELECT document_id, version, generation, content_hash, chunking, chunk_count, language
FROM version_build WHERE complete;

-- The languages that documents have had beside that of the knowledge base. Each is here before the first document with it is visible,
-- and queries are read in all of them.
CREATE TABLE document_language (
    knowledge_base_id uuid        NOT NULL REFERENCES knowledge_base ON DELETE CASCADE,
    generation        integer     NOT NULL,
    language          text        NOT NULL,
    tenant            text        NOT NULL,
    first_seen        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (knowledge_base_id, generation, language)
);
