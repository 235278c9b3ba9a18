-- A call is written four times in its life: with room in its page, and no index on what changes each time, it stays where it is.
ALTER TABLE "calls" SET (fillfactor = 80);
ALTER TABLE "call_legs" SET (fillfactor = 60);
-- (the same rows as before: a leg that has ended has a time)
DROP INDEX "call_legs_one_open_per_agent";
CREATE UNIQUE INDEX "call_legs_one_open_per_agent" ON "call_legs" ("user_id") WHERE "ended_at" IS NULL AND "kind" = 'agent';
