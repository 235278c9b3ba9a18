import type { AgentView } from '../../../server/domain/agents/agent.ts';
import type { NewRegistration } from '../../../server/domain/agents/agent-store.ts';
import type { AuditEntry } from '../../../server/domain/audit/audit-entry.ts';
import type { Viewer } from '../../../server/domain/access/viewer.ts';
import type { RawHit } from '../../../server/domain/callers/caller-store.ts';
import type { CallState } from '../../../server/domain/calls/call-state.ts';
import type { ArrivalProject } from '../../../server/domain/calls/call-store.ts';

/** What the fake stores keep: plain data, so that a transaction can be taken back. */
export interface Tables {
  users: (Viewer & { name: string })[];
  projects: (ArrivalProject & { dialled: string; memberIds: readonly string[] })[];
  outcomes: { id: string; projectId: string; name: string }[];
  agents: (AgentView & { reservedFor: string | null; reservedUntil: string | null })[];
  phones: NewRegistration[];
  windows: { id: string; userId: string; serverId: string; focusedAt: number; leaseUntil: number }[];
  contacts: {
    id: string;
    name: string;
    position: string | null;
    ownerId: string;
    managerIds: readonly string[];
    organizationId: string | null;
  }[];
  numbers: { contactId: string; e164: string; extension: string | null; kind: string }[];
  organizations: {
    id: string;
    name: string;
    ownerId: string | null;
    numbers: readonly string[];
    ranges: readonly { prefix: string; length: number }[];
  }[];
  mentions: { e164: string; contactId: string }[];
  rejected: { e164: string; contactId: string }[];
  /** Without agents: those stand in `agents`. */
  calls: { state: CallState; hits: readonly RawHit[]; paintedMs: number | null }[];
  wrapUps: {
    callId: string;
    userId: string;
    startedAt: string;
    outcomeId: string | null;
    note: string;
    isComplete: boolean;
  }[];
  timeline: { id: string; contactId: string; occurredAt: string; callId: string | null }[];
  audit: AuditEntry[];
}

export function emptyTables(): Tables {
  return {
    users: [],
    projects: [],
    outcomes: [],
    agents: [],
    phones: [],
    windows: [],
    contacts: [],
    numbers: [],
    organizations: [],
    mentions: [],
    rejected: [],
    calls: [],
    wrapUps: [],
    timeline: [],
    audit: [],
  };
}
