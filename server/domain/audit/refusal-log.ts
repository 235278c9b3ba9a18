import { networkOf } from '../access/network-of.ts';
import { sessionIdOf } from '../access/session.ts';
import type { Clock } from '../shared/clock.ts';
import {
  type AuditAction,
  type AuditActor,
  type AuditEntry,
  type AuditFacts,
  type AuditSubject,
  type AuditSubjectKind,
  nobody,
} from './audit-entry.ts';
import type { AuditSubjects, NamedUser } from './audit-subjects.ts';
import type { AuditWriter } from './audit-writer.ts';

/** What was refused, where: 'PUT /api/users/:id/access', 'contact:watched'. */
interface Door {
  readonly route: string;
  readonly code: string;
}

export interface RefusedRequest extends Door {
  readonly actor: AuditActor;
  /** The record it was about, as far as the request says. */
  readonly record: { readonly kind: AuditSubjectKind; readonly id: string } | null;
}

export interface RefusedSignIn extends Door {
  readonly address: string;
  /** As it was typed; kept only if it is somebody's, for it may be a password in the wrong field. */
  readonly login: string | null;
}

/** A way in that knows more of who tried, and why it was refused, than the request does. */
export interface RefusedStep {
  readonly address: string;
  readonly user: NamedUser | null;
  readonly facts: AuditFacts;
}

export interface RefusedSession extends Door {
  readonly address: string;
  readonly token: string;
}

/** Writes what was refused. Nothing here throws or is waited for: the answer is gone already. */
export interface RefusalLog {
  /** Of somebody signed in. */
  request(refused: RefusedRequest): void;
  /** A record that is there, but not in reach; one that does not exist is not written. */
  outOfReach(refused: RefusedRequest): void;
  signIn(refused: RefusedSignIn): void;
  signInStep(refused: RefusedStep): void;
  /** A session whose time is not over, but whose user may not work, or not from there. Of anybody else nothing is known. */
  session(refused: RefusedSession): void;
  socket(refused: RefusedSession): void;
  /** Everything is written. */
  settle(): Promise<void>;
}

export interface RefusalLogDeps {
  readonly audit: AuditWriter;
  readonly subjects: AuditSubjects;
  readonly clock: Clock;
  readonly later: (milliseconds: number, work: () => void) => void;
  readonly onError: (error: unknown) => void;
}

/** So many of one actor's refusals, or one network's, are listed in a minute; the others are counted in one entry. */
export const LISTED_A_MINUTE = 60;
const MINUTE_MS = 60_000;
/** More actors than that in a minute are counted as one. */
const ACTORS_AT_ONCE = 10_000;

interface Tally {
  listed: number;
  more: number;
  actor: AuditActor;
}

export function createRefusalLog(deps: RefusalLogDeps): RefusalLog {
  const { audit, subjects, clock, later, onError } = deps;
  const tallies = new Map<string, Tally>();
  const pending = new Set<Promise<void>>();

  const inBackground = (work: () => Promise<void>): void => {
    const done = work()
      .catch(onError)
      .finally(() => pending.delete(done));
    pending.add(done);
  };

  /** The last word of a minute that had too many. */
  const close = (key: string): void => {
    const tally = tallies.get(key);
    tallies.delete(key);
    if (!tally || tally.more === 0) return;
    const entry = entryOf(clock.now(), tally.actor, 'refusals:not_listed', null, { count: tally.more });
    inBackground(() => audit.write(entry));
  };

  const tallyOf = (actor: AuditActor): Tally => {
    const own = actor.userId ?? networkOf(actor.address ?? '');
    const key = tallies.has(own) || tallies.size < ACTORS_AT_ONCE ? own : '';
    const known = tallies.get(key);
    if (known) return known;
    const tally = { listed: 0, more: 0, actor };
    tallies.set(key, tally);
    later(MINUTE_MS, () => close(key));
    return tally;
  };

  const write = async (
    at: Date,
    actor: AuditActor,
    action: AuditAction,
    subject: AuditSubject | null,
    facts: AuditFacts,
  ): Promise<void> => {
    const tally = tallyOf(actor);
    if (tally.listed >= LISTED_A_MINUTE) {
      tally.more += 1;
      return;
    }
    tally.listed += 1;
    await audit.write(entryOf(at, actor, action, subject, facts));
  };

  const bySession = (action: AuditAction) => (refused: RefusedSession) => {
    const { token, address, route, code } = refused;
    if (token === '') return;
    inBackground(async () => {
      const at = clock.now();
      const user = await subjects.userOfSession(sessionIdOf(token), at);
      if (!user) return;
      const actor = { userId: user.id, name: user.name, address };
      await write(at, actor, action, { kind: 'route', id: null, name: route }, { code });
    });
  };

  return {
    request: ({ actor, record, route, code }) =>
      inBackground(async () => {
        const at = clock.now();
        const subject = record && (await subjects.find(record.kind, record.id));
        const about = subject ?? ({ kind: 'route', id: null, name: route } as const);
        await write(at, actor, 'request:refused', about, { code, route });
      }),
    outOfReach: ({ actor, record, route, code }) =>
      inBackground(async () => {
        const at = clock.now();
        const subject = record && (await subjects.find(record.kind, record.id));
        if (subject) await write(at, actor, 'record:out_of_reach', subject, { code, route });
      }),
    signIn: ({ address, login, route, code }) =>
      inBackground(async () => {
        const at = clock.now();
        const user = login === null ? null : await subjects.userOfLogin(login);
        const subject = user && ({ kind: 'user', ...user } as const);
        await write(at, { ...nobody, address }, 'sign_in:refused', subject, { code, route });
      }),
    signInStep: ({ address, user, facts }) =>
      inBackground(async () => {
        const subject = user && ({ kind: 'user', id: user.id, name: user.name } as const);
        await write(clock.now(), { ...nobody, address }, 'sign_in:refused', subject, facts);
      }),
    session: bySession('request:refused'),
    socket: bySession('socket:refused'),
    async settle() {
      while (pending.size > 0) await Promise.all(pending);
      for (const key of [...tallies.keys()]) close(key);
      await Promise.all(pending);
    },
  };
}

function entryOf(
  at: Date,
  actor: AuditActor,
  action: AuditAction,
  subject: AuditSubject | null,
  after: AuditFacts,
): AuditEntry {
  return { at, actor, action, outcome: 'refused', subject, before: null, after };
}
