-- Evaluations that a client does not wait for are jobs as well.

ALTER TABLE job DROP CONSTRAINT job_kind_check;
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK (kind IN ('DOCUMENT', 'BATCH', 'EVALUATION'));
