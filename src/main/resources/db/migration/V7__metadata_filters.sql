-- What the metadata of documents must be; null when it may be anything.
ALTER TABLE knowledge_base ADD COLUMN metadata_schema jsonb;

-- The dates among the metadata, each written in one way: {"due": ["2026-01-01T00:00:00Z"]}. Versions that are there already
-- get theirs by the migration after this one, which reads dates as the service does.
ALTER TABLE document_version ADD COLUMN dates jsonb NOT NULL DEFAULT '{}';

-- Serves equality in filters: strings, booleans, whole numbers.
CREATE INDEX document_version_metadata ON document_version USING gin (metadata jsonb_path_ops);
