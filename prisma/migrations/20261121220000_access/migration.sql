-- Who may see and do what: structure, labels, marks, second factors, audit, mail (requirements A1 to A44).

-- CreateEnum
CREATE TYPE "data_access" AS ENUM ('own', 'team', 'everything');

-- CreateEnum
CREATE TYPE "account_role" AS ENUM ('customer_manager', 'customer_reader', 'customer_admin', 'partner_manager', 'partner_reader', 'partner_admin');

-- CreateEnum
CREATE TYPE "section" AS ENUM ('visitors', 'contacts', 'deals', 'tickets', 'meetings', 'campaigns', 'messages', 'calls', 'analytics', 'balance', 'settings', 'domains', 'tariffs');

-- CreateEnum
CREATE TYPE "hand_over_decision" AS ENUM ('owner', 'manager', 'declined');

-- CreateEnum
CREATE TYPE "audit_outcome" AS ENUM ('done', 'refused');

-- CreateEnum
CREATE TYPE "mail_kind" AS ENUM ('activation');

-- CreateEnum
CREATE TYPE "mail_status" AS ENUM ('queued', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "channel_kind" AS ENUM ('affinity', 'direct', 'partner');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "account_roles" "account_role"[] DEFAULT ARRAY['customer_manager', 'partner_manager']::"account_role"[],
ADD COLUMN     "branch_id" UUID,
ADD COLUMN     "changeable_sections" "section"[] DEFAULT ARRAY[]::"section"[],
ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "data_access" "data_access" NOT NULL DEFAULT 'team',
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "department_id" UUID,
ADD COLUMN     "group_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "is_chief_manager" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "readable_sections" "section"[] DEFAULT ARRAY[]::"section"[],
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "looks_as_id" UUID;

-- AlterTable
ALTER TABLE "calls" ADD COLUMN     "branch_id" UUID,
ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "department_id" UUID,
ADD COLUMN     "group_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "branch_id" UUID,
ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "department_id" UUID,
ADD COLUMN     "group_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "owner_id" UUID;

-- AlterTable
ALTER TABLE "contacts" ADD COLUMN     "account_kind" "account_kind",
ADD COLUMN     "branch_id" UUID,
ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "department_id" UUID,
ADD COLUMN     "group_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "branch_id" UUID,
ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "department_id" UUID,
ADD COLUMN     "group_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "meetings" ADD COLUMN     "branch_id" UUID,
ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "department_id" UUID,
ADD COLUMN     "group_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateTable
CREATE TABLE "activations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "activations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "totp_secrets" (
    "user_id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,

    CONSTRAINT "totp_secrets_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oidc_identities" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oidc_identities_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "hand_over_requests" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" "hand_over_decision",
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "hand_over_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT,
    "address" TEXT,
    "outcome" "audit_outcome" NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT,
    "subject_id" TEXT,
    "subject_name" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_mails" (
    "id" UUID NOT NULL,
    "kind" "mail_kind" NOT NULL,
    "to_address" TEXT NOT NULL,
    "locale" "locale" NOT NULL,
    "activation_id" UUID,
    "status" "mail_status" NOT NULL DEFAULT 'queued',
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caught_mails" (
    "id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT[],
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,

    CONSTRAINT "caught_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sales_channels" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "channel_kind" NOT NULL,

    CONSTRAINT "sales_channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "branches" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "branches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "departments" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "departments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_groups" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "user_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "are_channels_on" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "installation_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address_ranges" (
    "id" UUID NOT NULL,
    "range" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_ranges_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "activations_user_id_idx" ON "activations"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_codes_user_id_code_hash_key" ON "recovery_codes"("user_id", "code_hash");

-- CreateIndex
CREATE INDEX "passkeys_user_id_idx" ON "passkeys"("user_id");

-- CreateIndex
CREATE INDEX "oidc_identities_user_id_idx" ON "oidc_identities"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "hand_over_requests_call_id_contact_id_agent_id_key" ON "hand_over_requests"("call_id", "contact_id", "agent_id");

-- CreateIndex
CREATE INDEX "audit_entries_occurred_at_id_idx" ON "audit_entries"("occurred_at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_occurred_at_idx" ON "audit_entries"("actor_id", "occurred_at");

-- CreateIndex
CREATE INDEX "audit_entries_subject_id_occurred_at_idx" ON "audit_entries"("subject_id", "occurred_at");

-- CreateIndex
CREATE INDEX "audit_entries_action_occurred_at_idx" ON "audit_entries"("action", "occurred_at");

-- CreateIndex
CREATE INDEX "caught_mails_received_at_id_idx" ON "caught_mails"("received_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sales_channels_name_key" ON "sales_channels"("name");

-- CreateIndex
CREATE UNIQUE INDEX "branches_name_key" ON "branches"("name");

-- CreateIndex
CREATE UNIQUE INDEX "departments_name_key" ON "departments"("name");

-- CreateIndex
CREATE UNIQUE INDEX "user_groups_name_key" ON "user_groups"("name");

-- CreateIndex
CREATE UNIQUE INDEX "address_ranges_range_key" ON "address_ranges"("range");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "sales_channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "sales_channels"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_looks_as_id_fkey" FOREIGN KEY ("looks_as_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activations" ADD CONSTRAINT "activations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oidc_identities" ADD CONSTRAINT "oidc_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over_requests" ADD CONSTRAINT "hand_over_requests_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "calls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over_requests" ADD CONSTRAINT "hand_over_requests_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over_requests" ADD CONSTRAINT "hand_over_requests_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over_requests" ADD CONSTRAINT "hand_over_requests_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "sales_channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "sales_channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "sales_channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "sales_channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "sales_channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;




-- Invariants the code relies on.
ALTER TABLE "users" ADD CONSTRAINT "users_pencil_implies_eye" CHECK ("changeable_sections" <@ "readable_sections");
ALTER TABLE "users" ADD CONSTRAINT "users_deleted_are_dismissed" CHECK ("deleted_at" IS NULL OR "status" = 'dismissed');
ALTER TABLE "users" ADD CONSTRAINT "users_chief_is_a_manager" CHECK (NOT "is_chief_manager" OR "role" = 'manager');
ALTER TABLE "users" ADD CONSTRAINT "users_director_works" CHECK ("role" <> 'director' OR "status" = 'active');
ALTER TABLE "address_ranges" ADD CONSTRAINT "address_ranges_are_networks" CHECK ("range"::cidr::text = "range");
ALTER TABLE "hand_over_requests" ADD CONSTRAINT "hand_overs_decided_have_a_time"
  CHECK (("decision" IS NULL) = ("decided_at" IS NULL));
ALTER TABLE "installation_settings" ADD CONSTRAINT "installation_settings_is_one_row" CHECK ("id" = 1);
INSERT INTO "installation_settings" ("id") VALUES (1);

-- Users who are there already keep what they could do so far; organizations were everybody's and are the Director's now.
UPDATE "users" SET
  "readable_sections" = ARRAY['visitors', 'contacts', 'deals', 'tickets', 'meetings', 'messages', 'calls']::section[]
    || CASE WHEN "role" = 'head' THEN ARRAY['campaigns', 'analytics']::section[] ELSE '{}' END,
  "changeable_sections" = ARRAY['visitors', 'contacts', 'deals', 'tickets', 'meetings', 'messages', 'calls']::section[]
    || CASE WHEN "role" = 'head' THEN ARRAY['campaigns']::section[] ELSE '{}' END
WHERE "role" <> 'director';
UPDATE "organizations" SET "owner_id" = (SELECT "id" FROM "users" WHERE "role" = 'director');

-- A contact's account kind is its organization's: lists cut by it without a join.
CREATE FUNCTION contact_account_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.account_kind := (SELECT kind FROM organizations WHERE id = NEW.organization_id);
  RETURN NEW;
END $$;
CREATE FUNCTION organization_account_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE contacts SET account_kind = NEW.kind WHERE organization_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER "contacts_account_kind_with_insert" BEFORE INSERT ON "contacts"
  FOR EACH ROW WHEN (NEW.organization_id IS NOT NULL OR NEW.account_kind IS NOT NULL) EXECUTE FUNCTION contact_account_kind();
CREATE TRIGGER "contacts_account_kind_with_move" BEFORE UPDATE OF "organization_id", "account_kind" ON "contacts"
  FOR EACH ROW EXECUTE FUNCTION contact_account_kind();
CREATE TRIGGER "organizations_account_kind" AFTER UPDATE OF "kind" ON "organizations"
  FOR EACH ROW WHEN (NEW.kind <> OLD.kind) EXECUTE FUNCTION organization_account_kind();
UPDATE "contacts" SET "account_kind" = o."kind" FROM "organizations" o WHERE o."id" = "contacts"."organization_id";

-- The audit log only grows (A43): for nobody but a superuser who takes the trigger away, and not for the application's role.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "audit_entries_stay" BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER "audit_entries_stay_all" BEFORE TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- The application's role (see server/data/pool.ts): it owns nothing, so it can neither drop that trigger nor change a table.
-- Roles are the cluster's, so it may be there already; whoever may not make roles gets it from an administrator.
DO $$
BEGIN
  CREATE ROLE ringdesk_app NOLOGIN;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'role ringdesk_app is missing: the application works as the owner of its tables';
END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ringdesk_app') THEN RETURN; END IF;
  GRANT USAGE ON SCHEMA public TO ringdesk_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ringdesk_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ringdesk_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ringdesk_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ringdesk_app;
  REVOKE ALL ON "audit_entries", "_prisma_migrations" FROM ringdesk_app;
  GRANT SELECT, INSERT ON "audit_entries" TO ringdesk_app;
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT ringdesk_app TO %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN RAISE NOTICE 'role ringdesk_app could not be given its rights';
END $$;
