-- A young table's statistics make all indexes look alike: calls were found by their id in the index of (queued_at, id), which
-- then is read from end to end. Those of one instant are sorted by themselves.
CREATE INDEX "calls_queued_at_idx" ON "calls"("queued_at");
DROP INDEX "calls_queued_at_id_idx";
