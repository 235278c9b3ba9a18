-- Names of the structure are taken once in any spelling; what carries a label is found without reading every record; the log is searched by name.
CREATE UNIQUE INDEX "sales_channels_name_in_any_case" ON "sales_channels" (lower("name"));
ALTER TABLE "sales_channels" ADD CONSTRAINT "sales_channels_name_is_a_name" CHECK ("name" = btrim("name") AND length("name") BETWEEN 1 AND 100);
CREATE UNIQUE INDEX "branches_name_in_any_case" ON "branches" (lower("name"));
ALTER TABLE "branches" ADD CONSTRAINT "branches_name_is_a_name" CHECK ("name" = btrim("name") AND length("name") BETWEEN 1 AND 100);
CREATE UNIQUE INDEX "departments_name_in_any_case" ON "departments" (lower("name"));
ALTER TABLE "departments" ADD CONSTRAINT "departments_name_is_a_name" CHECK ("name" = btrim("name") AND length("name") BETWEEN 1 AND 100);
CREATE UNIQUE INDEX "user_groups_name_in_any_case" ON "user_groups" (lower("name"));
ALTER TABLE "user_groups" ADD CONSTRAINT "user_groups_name_is_a_name" CHECK ("name" = btrim("name") AND length("name") BETWEEN 1 AND 100);

-- Partial: a record without the label costs nothing.
CREATE INDEX "contacts_of_channel" ON "contacts" ("channel_id") WHERE "channel_id" IS NOT NULL;
CREATE INDEX "contacts_of_branch" ON "contacts" ("branch_id") WHERE "branch_id" IS NOT NULL;
CREATE INDEX "contacts_of_department" ON "contacts" ("department_id") WHERE "department_id" IS NOT NULL;
CREATE INDEX "contacts_of_groups" ON "contacts" USING GIN ("group_ids") WHERE "group_ids" <> '{}';
CREATE INDEX "organizations_of_channel" ON "organizations" ("channel_id") WHERE "channel_id" IS NOT NULL;
CREATE INDEX "organizations_of_branch" ON "organizations" ("branch_id") WHERE "branch_id" IS NOT NULL;
CREATE INDEX "organizations_of_department" ON "organizations" ("department_id") WHERE "department_id" IS NOT NULL;
CREATE INDEX "organizations_of_groups" ON "organizations" USING GIN ("group_ids") WHERE "group_ids" <> '{}';
CREATE INDEX "tickets_of_channel" ON "tickets" ("channel_id") WHERE "channel_id" IS NOT NULL;
CREATE INDEX "tickets_of_branch" ON "tickets" ("branch_id") WHERE "branch_id" IS NOT NULL;
CREATE INDEX "tickets_of_department" ON "tickets" ("department_id") WHERE "department_id" IS NOT NULL;
CREATE INDEX "tickets_of_groups" ON "tickets" USING GIN ("group_ids") WHERE "group_ids" <> '{}';
CREATE INDEX "meetings_of_channel" ON "meetings" ("channel_id") WHERE "channel_id" IS NOT NULL;
CREATE INDEX "meetings_of_branch" ON "meetings" ("branch_id") WHERE "branch_id" IS NOT NULL;
CREATE INDEX "meetings_of_department" ON "meetings" ("department_id") WHERE "department_id" IS NOT NULL;
CREATE INDEX "meetings_of_groups" ON "meetings" USING GIN ("group_ids") WHERE "group_ids" <> '{}';
CREATE INDEX "calls_of_channel" ON "calls" ("channel_id") WHERE "channel_id" IS NOT NULL;
CREATE INDEX "calls_of_branch" ON "calls" ("branch_id") WHERE "branch_id" IS NOT NULL;
CREATE INDEX "calls_of_department" ON "calls" ("department_id") WHERE "department_id" IS NOT NULL;
CREATE INDEX "calls_of_groups" ON "calls" USING GIN ("group_ids") WHERE "group_ids" <> '{}';

-- Whose records they are (A15).
CREATE INDEX "organizations_of_owner" ON "organizations" ("owner_id");
CREATE INDEX "tickets_of_owner" ON "tickets" ("owner_id");
CREATE INDEX "meetings_of_author" ON "meetings" ("author_id") WHERE "user_id" IS NULL;
CREATE INDEX "calls_of_agent" ON "calls" ("agent_id") WHERE "agent_id" IS NOT NULL;

CREATE INDEX "audit_entries_names" ON "audit_entries"
  USING GIN (search_text(coalesce("actor_name", '') || ' ' || coalesce("subject_name", '')) gin_trgm_ops);
