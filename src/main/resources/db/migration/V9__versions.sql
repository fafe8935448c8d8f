-- Who inserts a document without a name of its own may ask whether its content is there already.
CREATE INDEX document_version_content ON document_version USING hash (content_hash);
CREATE INDEX version_build_content ON version_build USING hash (content_hash);

-- What an embedding was made of: SHA-256 over the model's id and the text that it was given. Null for what was embedded before.
-- Another version of the document has the same embedding for the same.
ALTER TABLE chunk ADD COLUMN embedded bytea;
CREATE INDEX chunk_embedded ON chunk (document_id, embedded) WHERE embedded IS NOT NULL;
