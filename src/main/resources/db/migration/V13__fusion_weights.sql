-- The weights that a knowledge base wants its legs fused with, whatever a search finds itself; null for none.
ALTER TABLE knowledge_base ADD COLUMN fusion_dense double precision;
ALTER TABLE knowledge_base ADD COLUMN fusion_lexical double precision;
