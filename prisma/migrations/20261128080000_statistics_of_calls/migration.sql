-- Every ANALYZE and VACUUM of a table has all statements over it planned anew on every connection, in the middle of
-- calls. Calls find their rows by key whatever the statistics say, so a young table need not be looked at each minute.
ALTER TABLE "calls" SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);
ALTER TABLE "call_legs" SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);
ALTER TABLE "timeline_entries" SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);
ALTER TABLE "agent_states" SET (autovacuum_analyze_threshold = 20000);
