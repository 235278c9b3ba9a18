-- As for calls: these change with every call, lease and registration, so that each minute's VACUUM had the statements of
-- calls planned anew on every connection, tens of milliseconds a time. They are small, and found by key.
ALTER TABLE "agent_states" SET (autovacuum_vacuum_threshold = 20000);
ALTER TABLE "desk_windows" SET (autovacuum_analyze_threshold = 5000, autovacuum_vacuum_threshold = 5000);
ALTER TABLE "registrations" SET (autovacuum_analyze_threshold = 5000, autovacuum_vacuum_threshold = 5000);
