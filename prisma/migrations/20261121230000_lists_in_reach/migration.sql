-- The list of contacts asks of each row whether it is in reach: the indexes it walks answer that without the row.
-- (The same keys as before; what is included is never more than an index entry holds, as nobody has over 100 groups.)
DROP INDEX "contacts_full_name_id_idx";
CREATE INDEX "contacts_full_name_id_idx" ON "contacts" ("full_name", "id")
  INCLUDE ("owner_id", "account_kind", "channel_id", "branch_id", "department_id", "group_ids", "stage_id");
DROP INDEX "contacts_owner_id_full_name_id_idx";
CREATE INDEX "contacts_owner_id_full_name_id_idx" ON "contacts" ("owner_id", "full_name", "id")
  INCLUDE ("account_kind", "channel_id", "branch_id", "department_id", "group_ids", "stage_id", "last_activity_at");
DROP INDEX "contacts_by_activity";
-- an expression in the key is no column: the column itself has to be there too
CREATE INDEX "contacts_by_activity" ON "contacts" (coalesce("last_activity_at", '-infinity'::timestamptz), "id")
  INCLUDE ("last_activity_at", "owner_id", "account_kind", "channel_id", "branch_id", "department_id", "group_ids", "stage_id");
