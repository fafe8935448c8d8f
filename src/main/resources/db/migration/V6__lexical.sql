-- The lexical side of search: a sparse vector for each chunk.

-- ISO 639-1: by which words are cut and stemmed. Null for what was made before there was a lexical side: it has no vectors for it
-- until it is re-embedded.
ALTER TABLE knowledge_base ADD COLUMN language text;

-- For each term 4 bytes of index (unsigned) and 4 of weight (IEEE 754), little-endian, by index. Empty for none.
ALTER TABLE chunk ADD COLUMN lexical bytea NOT NULL DEFAULT '';
-- The same terms as lexemes (their indices in hexadecimal), and one that names the knowledge base: what answers when Qdrant is away.
ALTER TABLE chunk ADD COLUMN lexemes tsvector NOT NULL DEFAULT '';
ALTER TABLE chunk ALTER COLUMN lexical SET STORAGE EXTERNAL;
CREATE INDEX chunk_lexemes ON chunk USING gin (lexemes);
