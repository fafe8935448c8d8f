-- Who inserts a document without a name of its own may ask whether its content is there already.
CREATE INDEX document_version_content ON document_version USING hash (content_hash);
CREATE INDEX version_build_content ON version_build USING hash (content_hash);

-- What an embedding was made of: SHA-256 over the model's id and the text that it was given. Null for what was embedded before.
-- Another version of the document has the same embedding for the same.
ALTER TABLE chunk ADD COLUMN embedded bytea;
CREATE INDEX chunk_embedded ON chunk (document_id, embedded) WHERE embedded IS NOT NULL;

-- The versions that were live once and are kept: all that restoring them takes is here, nothing of them is in Qdrant.
CREATE TABLE superseded_version (
    document_id   uuid        NOT NULL,
    version       integer     NOT NULL,
    tenant        text        NOT NULL,
    superseded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (document_id, version),
    FOREIGN KEY (document_id, version) REFERENCES document_version ON DELETE CASCADE
);
-- Those that wait to be purged.
INSERT INTO superseded_version (document_id, version, tenant)
SELECT DISTINCT c.document_id, c.version, c.tenant
FROM garbage g
JOIN chunk c ON c.point_id = g.point_id
JOIN document d ON d.id = c.document_id AND d.live_version IS DISTINCT FROM c.version;
