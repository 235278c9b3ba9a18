-- Whoever is limited to a channel, a branch or a department walks that one's contacts in their order, and has them counted, without reading a row.
DROP INDEX "contacts_of_channel";
CREATE INDEX "contacts_of_channel" ON "contacts" ("channel_id", "full_name", "id")
  INCLUDE ("owner_id", "account_kind", "branch_id", "department_id", "group_ids", "stage_id") WHERE "channel_id" IS NOT NULL;
CREATE INDEX "contacts_of_channel_by_activity" ON "contacts" ("channel_id", coalesce("last_activity_at", '-infinity'::timestamptz), "id")
  INCLUDE ("last_activity_at", "owner_id", "account_kind", "branch_id", "department_id", "group_ids", "stage_id") WHERE "channel_id" IS NOT NULL;
DROP INDEX "contacts_of_branch";
CREATE INDEX "contacts_of_branch" ON "contacts" ("branch_id", "full_name", "id")
  INCLUDE ("owner_id", "account_kind", "channel_id", "department_id", "group_ids", "stage_id") WHERE "branch_id" IS NOT NULL;
DROP INDEX "contacts_of_department";
CREATE INDEX "contacts_of_department" ON "contacts" ("department_id", "full_name", "id")
  INCLUDE ("owner_id", "account_kind", "channel_id", "branch_id", "group_ids", "stage_id") WHERE "department_id" IS NOT NULL;
