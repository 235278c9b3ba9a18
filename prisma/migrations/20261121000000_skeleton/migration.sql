-- The first tables: people who work here, agents and phones, contacts, calls, promised calls.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Lower case without diacritics. Marked immutable so that columns and indexes can stand on it;
-- naming the dictionary is what makes that true.
CREATE FUNCTION search_text(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, value));

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('director', 'head', 'manager');

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('active', 'inactive', 'ip_restricted', 'dismissed', 'pending_activation');

-- CreateEnum
CREATE TYPE "locale" AS ENUM ('en', 'pl', 'ru');

-- CreateEnum
CREATE TYPE "agent_status" AS ENUM ('available', 'ringing', 'on_call', 'wrap_up', 'paused', 'offline');

-- CreateEnum
CREATE TYPE "call_direction" AS ENUM ('inbound', 'outbound');

-- CreateEnum
CREATE TYPE "call_status" AS ENUM ('queued', 'dialling', 'ringing', 'answered', 'ended');

-- CreateEnum
CREATE TYPE "call_result" AS ENUM ('answered', 'abandoned', 'missed', 'rejected', 'busy', 'no_answer', 'failed', 'cancelled', 'lost');

-- CreateEnum
CREATE TYPE "hangup_side" AS ENUM ('contact', 'agent', 'system');

-- CreateEnum
CREATE TYPE "leg_kind" AS ENUM ('agent', 'contact');

-- CreateEnum
CREATE TYPE "leg_status" AS ENUM ('dialling', 'ringing', 'answered', 'ended');

-- CreateEnum
CREATE TYPE "timeline_kind" AS ENUM ('call', 'meeting', 'note');

-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('customer', 'partner');

-- CreateEnum
CREATE TYPE "number_kind" AS ENUM ('mobile', 'landline', 'work', 'main', 'home_fax', 'office_fax', 'other');

-- CreateEnum
CREATE TYPE "ticket_state" AS ENUM ('open', 'pending', 'solved', 'closed');

-- CreateEnum
CREATE TYPE "ticket_priority" AS ENUM ('low', 'normal', 'high', 'urgent');

-- CreateEnum
CREATE TYPE "consent_purpose" AS ENUM ('marketing_phone', 'marketing_sms', 'marketing_email', 'call_recording', 'data_processing');

-- CreateEnum
CREATE TYPE "meeting_status" AS ENUM ('planned', 'reminding', 'dialling', 'in_progress', 'held', 'missed', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "attempt_result" AS ENUM ('answered', 'busy', 'no_answer', 'failed', 'agent_not_free', 'agent_no_answer', 'cancelled', 'lost');

-- CreateEnum
CREATE TYPE "trunk_transport" AS ENUM ('udp', 'tcp', 'tls', 'wss');

-- CreateEnum
CREATE TYPE "dial_format" AS ENUM ('e164', 'national', 'prefixed');

-- CreateEnum
CREATE TYPE "meeting_mode" AS ENUM ('manual', 'automatic');

-- CreateEnum
CREATE TYPE "first_dialled" AS ENUM ('agent', 'contact');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" "user_role" NOT NULL,
    "status" "user_status" NOT NULL DEFAULT 'active',
    "responsible_id" UUID,
    "extension" TEXT,
    "phone" TEXT,
    "locale" "locale" NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Warsaw',
    "sip_ha1" TEXT,
    "last_login_at" TIMESTAMPTZ(3),
    "last_address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "csrf_token" TEXT NOT NULL,
    "address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_states" (
    "user_id" UUID NOT NULL,
    "status" "agent_status" NOT NULL DEFAULT 'offline',
    "pause_reason" TEXT,
    "next_status" "agent_status",
    "call_id" UUID,
    "reserved_for" UUID,
    "reserved_until" TIMESTAMPTZ(3),
    "wrap_up_until" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "agent_states_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "registrations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "contact_uri" TEXT NOT NULL,
    "route_uri" TEXT NOT NULL,
    "transport" TEXT NOT NULL,
    "user_agent" TEXT,
    "sip_call_id" TEXT NOT NULL,
    "cseq" INTEGER NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk_windows" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "server_id" TEXT NOT NULL,
    "focused_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "desk_windows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calls" (
    "id" UUID NOT NULL,
    "direction" "call_direction" NOT NULL,
    "status" "call_status" NOT NULL,
    "result" "call_result",
    "version" INTEGER NOT NULL DEFAULT 1,
    "sip_call_id" TEXT,
    "trunk_id" UUID,
    "project_id" UUID,
    "contact_id" UUID,
    "organization_id" UUID,
    "agent_id" UUID,
    "number" TEXT,
    "extension" TEXT,
    "number_received" TEXT NOT NULL,
    "display_name" TEXT,
    "is_withheld" BOOLEAN NOT NULL DEFAULT false,
    "verstat" TEXT,
    "dialled" TEXT,
    "identification" JSONB NOT NULL DEFAULT '[]',
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "ringing_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "not_after" TIMESTAMPTZ(3),
    "hangup_side" "hangup_side",
    "sip_code" INTEGER,
    "reason" TEXT,
    "gateway_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "painted_ms" INTEGER,

    CONSTRAINT "calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_legs" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "kind" "leg_kind" NOT NULL,
    "status" "leg_status" NOT NULL,
    "user_id" UUID,
    "number" TEXT,
    "result" "call_result",
    "pop_window_id" TEXT,
    "is_contact_hidden" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ringing_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "sip_code" INTEGER,
    "reason" TEXT,

    CONSTRAINT "call_legs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wrap_ups" (
    "call_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "outcome_id" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "wrap_ups_pkey" PRIMARY KEY ("call_id")
);

-- CreateTable
CREATE TABLE "timeline_entries" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind" "timeline_kind" NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "call_id" UUID,
    "meeting_id" UUID,
    "note_id" UUID,

    CONSTRAINT "timeline_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "account_kind" NOT NULL DEFAULT 'customer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_numbers" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "e164" TEXT NOT NULL,
    "extension" TEXT,
    "received" TEXT NOT NULL,

    CONSTRAINT "organization_numbers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_ranges" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "length" INTEGER NOT NULL,

    CONSTRAINT "number_ranges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stages" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "colour" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "stages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sources" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tags" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contacts" (
    "id" UUID NOT NULL,
    "first_name" TEXT NOT NULL DEFAULT '',
    "last_name" TEXT NOT NULL DEFAULT '',
    -- by the rules of languages, not of bytes: Ł stands near L
    "full_name" TEXT COLLATE "und-x-icu" NOT NULL GENERATED ALWAYS AS (btrim("first_name" || ' ' || "last_name")) STORED,
    "search_name" TEXT NOT NULL GENERATED ALWAYS AS (search_text("first_name" || ' ' || "last_name")) STORED,
    "position" TEXT,
    "language" "locale",
    "organization_id" UUID,
    "stage_id" UUID,
    "source_id" UUID,
    "owner_id" UUID NOT NULL,
    "is_spam" BOOLEAN NOT NULL DEFAULT false,
    "last_activity_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_numbers" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "e164" TEXT NOT NULL,
    "extension" TEXT,
    "received" TEXT NOT NULL,
    "kind" "number_kind" NOT NULL DEFAULT 'mobile',
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "contact_numbers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_emails" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "contact_emails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_tags" (
    "contact_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,

    CONSTRAINT "contact_tags_pkey" PRIMARY KEY ("contact_id","tag_id")
);

-- CreateTable
CREATE TABLE "contact_managers" (
    "contact_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "contact_managers_pkey" PRIMARY KEY ("contact_id","user_id")
);

-- CreateTable
CREATE TABLE "rejected_callers" (
    "e164" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "rejected_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rejected_callers_pkey" PRIMARY KEY ("e164","contact_id")
);

-- CreateTable
CREATE TABLE "number_mentions" (
    "id" UUID NOT NULL,
    "e164" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "note_id" UUID,

    CONSTRAINT "number_mentions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "purpose" "consent_purpose" NOT NULL,
    "is_given" BOOLEAN NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tickets" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "state" "ticket_state" NOT NULL DEFAULT 'open',
    "priority" "ticket_priority" NOT NULL DEFAULT 'normal',
    "is_complaint" BOOLEAN NOT NULL DEFAULT false,
    "contact_id" UUID,
    "organization_id" UUID,
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meetings" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "extension" TEXT,
    "number_received" TEXT NOT NULL,
    "mode" "meeting_mode" NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "from_wall" TEXT NOT NULL,
    "to_wall" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "information" TEXT NOT NULL DEFAULT '',
    "status" "meeting_status" NOT NULL DEFAULT 'planned',
    "status_reason" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "next_action_at" TIMESTAMPTZ(3),
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "reminded_at" TIMESTAMPTZ(3),
    "pop_window_id" TEXT,
    "project_id" UUID NOT NULL,
    "user_id" UUID,
    "contact_id" UUID,
    "author_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meetings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_attempts" (
    "id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "call_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "result" "attempt_result",

    CONSTRAINT "meeting_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trunks" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL DEFAULT 5060,
    "transport" "trunk_transport" NOT NULL DEFAULT 'udp',
    "allowed_sources" TEXT[],
    "is_trusted" BOOLEAN NOT NULL DEFAULT false,
    "country" TEXT NOT NULL DEFAULT 'PL',
    "dial_format" "dial_format" NOT NULL DEFAULT 'e164',
    "dial_prefix" TEXT NOT NULL DEFAULT '',
    "caller_id" TEXT,
    "channel_limit" INTEGER NOT NULL DEFAULT 30,
    "position" INTEGER NOT NULL DEFAULT 0,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "username" TEXT,
    "password" TEXT,

    CONSTRAINT "trunks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "projects" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Warsaw',
    "business_hours" JSONB NOT NULL DEFAULT '[]',
    "is_identification_on" BOOLEAN NOT NULL DEFAULT true,
    "caller_id" TEXT,
    "ring_seconds" INTEGER NOT NULL DEFAULT 20,
    "max_wait_seconds" INTEGER NOT NULL DEFAULT 120,
    "wrap_up_seconds" INTEGER NOT NULL DEFAULT 60,
    "meeting_modes" "meeting_mode"[] DEFAULT ARRAY['manual', 'automatic']::"meeting_mode"[],
    "meeting_first_dialled" "first_dialled" NOT NULL DEFAULT 'agent',
    "meeting_ring_seconds" INTEGER NOT NULL DEFAULT 30,
    "meeting_attempts" INTEGER NOT NULL DEFAULT 3,
    "meeting_pause_seconds" INTEGER NOT NULL DEFAULT 300,
    "meeting_remind_seconds" INTEGER NOT NULL DEFAULT 60,
    "meeting_reserve_seconds" INTEGER NOT NULL DEFAULT 30,

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_numbers" (
    "dialled" TEXT NOT NULL,
    "project_id" UUID NOT NULL,

    CONSTRAINT "project_numbers_pkey" PRIMARY KEY ("dialled")
);

-- CreateTable
CREATE TABLE "project_members" (
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "project_members_pkey" PRIMARY KEY ("project_id","user_id")
);

-- CreateTable
CREATE TABLE "outcomes" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "outcomes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_login_key" ON "users"("login");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_extension_key" ON "users"("extension");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "agent_states_call_id_idx" ON "agent_states"("call_id");

-- CreateIndex
CREATE INDEX "registrations_expires_at_idx" ON "registrations"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "registrations_user_id_contact_uri_key" ON "registrations"("user_id", "contact_uri");

-- CreateIndex
CREATE INDEX "desk_windows_user_id_focused_at_idx" ON "desk_windows"("user_id", "focused_at");

-- CreateIndex
CREATE UNIQUE INDEX "calls_sip_call_id_key" ON "calls"("sip_call_id");

-- CreateIndex
CREATE INDEX "calls_contact_id_queued_at_idx" ON "calls"("contact_id", "queued_at");

-- CreateIndex
CREATE INDEX "calls_number_queued_at_idx" ON "calls"("number", "queued_at");

-- CreateIndex
CREATE INDEX "calls_queued_at_id_idx" ON "calls"("queued_at", "id");

-- CreateIndex
CREATE INDEX "call_legs_call_id_idx" ON "call_legs"("call_id");

-- CreateIndex
CREATE INDEX "call_legs_user_id_started_at_idx" ON "call_legs"("user_id", "started_at");

-- CreateIndex
CREATE INDEX "timeline_entries_contact_id_occurred_at_id_idx" ON "timeline_entries"("contact_id", "occurred_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entries_contact_id_call_id_key" ON "timeline_entries"("contact_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entries_contact_id_meeting_id_key" ON "timeline_entries"("contact_id", "meeting_id");

-- CreateIndex
CREATE INDEX "organization_numbers_e164_idx" ON "organization_numbers"("e164");

-- CreateIndex
CREATE UNIQUE INDEX "organization_numbers_organization_id_e164_key" ON "organization_numbers"("organization_id", "e164");

-- CreateIndex
CREATE UNIQUE INDEX "number_ranges_prefix_length_organization_id_key" ON "number_ranges"("prefix", "length", "organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "stages_name_key" ON "stages"("name");

-- CreateIndex
CREATE UNIQUE INDEX "sources_name_key" ON "sources"("name");

-- CreateIndex
CREATE UNIQUE INDEX "tags_name_key" ON "tags"("name");

-- CreateIndex
CREATE INDEX "contacts_full_name_id_idx" ON "contacts"("full_name", "id");

-- CreateIndex
CREATE INDEX "contacts_organization_id_idx" ON "contacts"("organization_id");

-- CreateIndex
CREATE INDEX "contacts_owner_id_full_name_id_idx" ON "contacts"("owner_id", "full_name", "id");

-- CreateIndex
CREATE INDEX "contacts_stage_id_idx" ON "contacts"("stage_id");

-- CreateIndex
CREATE INDEX "contacts_search_name_idx" ON "contacts" USING GIN ("search_name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "contact_numbers_e164_idx" ON "contact_numbers"("e164");

-- CreateIndex
CREATE INDEX "contact_numbers_contact_id_idx" ON "contact_numbers"("contact_id");

-- CreateIndex
CREATE INDEX "contact_numbers_e164_trgm" ON "contact_numbers" USING GIN ("e164" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "contact_numbers_contact_id_e164_extension_key" ON "contact_numbers"("contact_id", "e164", "extension") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "contact_emails_address_idx" ON "contact_emails"("address");

-- CreateIndex
CREATE UNIQUE INDEX "contact_emails_contact_id_address_key" ON "contact_emails"("contact_id", "address");

-- CreateIndex
CREATE INDEX "contact_tags_tag_id_idx" ON "contact_tags"("tag_id");

-- CreateIndex
CREATE INDEX "contact_managers_user_id_idx" ON "contact_managers"("user_id");

-- CreateIndex
CREATE INDEX "number_mentions_e164_idx" ON "number_mentions"("e164");

-- CreateIndex
CREATE INDEX "consents_contact_id_idx" ON "consents"("contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "tickets_number_key" ON "tickets"("number");

-- CreateIndex
CREATE INDEX "tickets_contact_id_state_idx" ON "tickets"("contact_id", "state");

-- CreateIndex
CREATE INDEX "meetings_from_at_id_idx" ON "meetings"("from_at", "id");

-- CreateIndex
CREATE INDEX "meetings_user_id_from_at_idx" ON "meetings"("user_id", "from_at");

-- CreateIndex
CREATE INDEX "meetings_contact_id_idx" ON "meetings"("contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_attempts_call_id_key" ON "meeting_attempts"("call_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_attempts_meeting_id_ordinal_key" ON "meeting_attempts"("meeting_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "trunks_name_key" ON "trunks"("name");

-- CreateIndex
CREATE UNIQUE INDEX "projects_name_key" ON "projects"("name");

-- CreateIndex
CREATE INDEX "project_members_user_id_idx" ON "project_members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "outcomes_project_id_name_key" ON "outcomes"("project_id", "name");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_responsible_id_fkey" FOREIGN KEY ("responsible_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_states" ADD CONSTRAINT "agent_states_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk_windows" ADD CONSTRAINT "desk_windows_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_trunk_id_fkey" FOREIGN KEY ("trunk_id") REFERENCES "trunks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_legs" ADD CONSTRAINT "call_legs_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "calls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_legs" ADD CONSTRAINT "call_legs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wrap_ups" ADD CONSTRAINT "wrap_ups_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "calls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wrap_ups" ADD CONSTRAINT "wrap_ups_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wrap_ups" ADD CONSTRAINT "wrap_ups_outcome_id_fkey" FOREIGN KEY ("outcome_id") REFERENCES "outcomes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "calls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "notes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_numbers" ADD CONSTRAINT "organization_numbers_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_ranges" ADD CONSTRAINT "number_ranges_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_stage_id_fkey" FOREIGN KEY ("stage_id") REFERENCES "stages"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_numbers" ADD CONSTRAINT "contact_numbers_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_emails" ADD CONSTRAINT "contact_emails_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_tags" ADD CONSTRAINT "contact_tags_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_tags" ADD CONSTRAINT "contact_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_managers" ADD CONSTRAINT "contact_managers_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_managers" ADD CONSTRAINT "contact_managers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_callers" ADD CONSTRAINT "rejected_callers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_mentions" ADD CONSTRAINT "number_mentions_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_mentions" ADD CONSTRAINT "number_mentions_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "notes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_attempts" ADD CONSTRAINT "meeting_attempts_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_attempts" ADD CONSTRAINT "meeting_attempts_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "calls"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_numbers" ADD CONSTRAINT "project_numbers_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_members" ADD CONSTRAINT "project_members_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_members" ADD CONSTRAINT "project_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Invariants the code relies on.
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_have_a_name" CHECK ("first_name" <> '' OR "last_name" <> '');
ALTER TABLE "contact_numbers" ADD CONSTRAINT "contact_numbers_are_e164" CHECK ("e164" ~ '^\+[1-9][0-9]{3,14}$');
ALTER TABLE "organization_numbers" ADD CONSTRAINT "organization_numbers_are_e164" CHECK ("e164" ~ '^\+[1-9][0-9]{3,14}$');
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_begin_before_they_end" CHECK ("from_at" < "to_at");
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_over_have_no_next_action"
  CHECK ("status" NOT IN ('held', 'missed', 'cancelled', 'failed') OR "next_action_at" IS NULL);
ALTER TABLE "calls" ADD CONSTRAINT "calls_ended_have_a_time_and_a_result"
  CHECK (("status" = 'ended') = ("ended_at" IS NOT NULL) AND ("status" = 'ended') = ("result" IS NOT NULL));
ALTER TABLE "call_legs" ADD CONSTRAINT "legs_ended_have_a_time" CHECK (("status" = 'ended') = ("ended_at" IS NOT NULL));
ALTER TABLE "users" ADD CONSTRAINT "users_login_is_lower_case" CHECK ("login" = lower("login") AND "login" <> '');

-- A meeting has one attempt under way at most: it cannot be dialled twice at the same time.
CREATE UNIQUE INDEX "meeting_attempts_one_open" ON "meeting_attempts" ("meeting_id") WHERE "ended_at" IS NULL;
-- A reserved agent is never rung for two calls.
CREATE UNIQUE INDEX "call_legs_one_open_per_agent" ON "call_legs" ("user_id") WHERE "status" <> 'ended' AND "kind" = 'agent';
-- One Director.
CREATE UNIQUE INDEX "users_one_director" ON "users" ("role") WHERE "role" = 'director';
-- What sweeps look for.
CREATE INDEX "calls_open" ON "calls" ("lease_until") WHERE "status" <> 'ended';
CREATE INDEX "calls_queued" ON "calls" ("queued_at") WHERE "status" = 'queued';
CREATE INDEX "meetings_due" ON "meetings" ("next_action_at") WHERE "next_action_at" IS NOT NULL;
-- Who has been free longest, in order.
CREATE INDEX "agent_states_free" ON "agent_states" ("since", "user_id") WHERE "status" = 'available';
CREATE INDEX "agent_states_wrapping_up" ON "agent_states" ("wrap_up_until") WHERE "wrap_up_until" IS NOT NULL;
-- The contact list by latest activity, page after page; who has had none stands last.
CREATE INDEX "contacts_by_activity" ON "contacts" (coalesce("last_activity_at", '-infinity'::timestamptz), "id");
