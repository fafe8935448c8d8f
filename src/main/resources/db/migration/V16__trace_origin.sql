-- The span (W3C traceparent) of the request that a unit of work came from, so that a recovery by another process can be linked to it.
ALTER TABLE unit_of_work ADD COLUMN trace_origin text;
