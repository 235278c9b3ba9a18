import type { CallDeps } from '../../../server/domain/calls/call-deps.ts';
import type { Publisher, UserEvents } from '../../../server/domain/shared/publisher.ts';

/** A company to tell stories of calls in: over the fake stores, or over PostgreSQL. */
export interface World {
  readonly deps: CallDeps;
  readonly events: PublishedEvents;
  /** What went wrong beside the work. */
  readonly reported: string[];
  /** What `deps.clock` says. */
  at: Date;
  addUser(user: {
    name: string;
    role?: 'director' | 'head' | 'manager';
    responsibleId?: string;
  }): Promise<string>;
  addProject(
    project: Partial<WorldProject> & { dialled: string; memberIds: readonly string[] },
  ): Promise<string>;
  addOutcome(projectId: string, name: string): Promise<string>;
  addContact(contact: WorldContact): Promise<string>;
  addOrganization(organization: {
    name: string;
    ownerId?: string;
    numbers?: readonly string[];
    ranges?: readonly WorldRange[];
  }): Promise<string>;
  mention(e164: string, contactId: string): Promise<void>;
  /** Keeps the agent free for a meeting. */
  keepFree(userId: string, until: Date): Promise<void>;
  /** Timeline entries of the contact: ids of their calls. */
  timelineCalls(contactId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface WorldProject {
  readonly ringSeconds: number;
  readonly wrapUpSeconds: number;
  readonly isIdentificationOn: boolean;
  readonly businessHours: readonly { days: readonly number[]; from: string; to: string }[];
}

export interface WorldContact {
  readonly name: string;
  readonly ownerId: string;
  readonly managerIds?: readonly string[];
  readonly organizationId?: string;
  readonly numbers?: readonly { e164: string; kind?: string; extension?: string }[];
}

export interface WorldRange {
  readonly prefix: string;
  readonly length: number;
}

export const NOON = new Date('2026-11-20T12:00:00.000Z');

export interface PublishedEvents extends Publisher {
  of<E extends keyof UserEvents>(userId: string, event: E): readonly UserEvents[E][];
  names(userId: string): readonly string[];
  readonly watched: readonly { contactId: string; event: string; payload: unknown }[];
  freed: number;
  clear(): void;
}

export function recordEvents(): PublishedEvents {
  let sent: { userId: string; event: keyof UserEvents; payload: unknown }[] = [];
  const watched: { contactId: string; event: string; payload: unknown }[] = [];
  return {
    toUser: (userId, event, payload) => void sent.push({ userId, event, payload }),
    toContactWatchers: (contactId, event, payload) => void watched.push({ contactId, event, payload }),
    agentsFreed() {
      this.freed += 1;
    },
    agentsCutOff: () => undefined,
    freed: 0,
    watched,
    of: (userId, event) =>
      sent.filter((one) => one.userId === userId && one.event === event).map((one) => one.payload as never),
    names: (userId) => sent.filter((one) => one.userId === userId).map((one) => one.event),
    clear() {
      sent = [];
      watched.length = 0;
      this.freed = 0;
    },
  };
}
