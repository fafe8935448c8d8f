-- Who inserts a document without a name of its own may ask whether its content is there already.
CREATE INDEX document_version_content ON document_version USING hash (content_hash);
CREATE INDEX version_build_content ON version_build USING hash (content_hash);
