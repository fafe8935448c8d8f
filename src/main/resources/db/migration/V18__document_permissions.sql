-- Whether documents that name no readers are open to every caller of the tenant (optional) or to administrators alone (required).
ALTER TABLE knowledge_base ADD COLUMN document_permissions text NOT NULL DEFAULT 'optional'
    CHECK (document_permissions IN ('optional', 'required'));
