import { describe, expect, it } from 'vitest';
import { sessionIdOf } from '../../../server/domain/access/session.ts';
import type { AuditEntry } from '../../../server/domain/audit/audit-entry.ts';
import { createRefusalLog, LISTED_A_MINUTE } from '../../../server/domain/audit/refusal-log.ts';

const actor = (userId: string) => ({ userId, name: userId, address: '192.0.2.1' });
const door = { route: 'GET /api/contacts/:id', code: 'not_found' };

function world() {
  const written: AuditEntry[] = [];
  const minutes: (() => void)[] = [];
  const errors: unknown[] = [];
  let isAway = false;
  const log = createRefusalLog({
    audit: {
      write: async (...entries) => {
        if (isAway) throw new Error('away');
        written.push(...entries);
      },
    },
    subjects: {
      find: async (kind, id) => (id.startsWith('there') ? { kind, id, name: 'Somebody' } : null),
      userOfLogin: async (login) => (login === 'ada' ? { id: 'ada', name: 'Ada' } : null),
      userOfSession: async (id) => (id === sessionIdOf('a session') ? { id: 'ada', name: 'Ada' } : null),
    },
    clock: { now: () => new Date('2026-11-21T10:00:00Z') },
    later: (_, work) => void minutes.push(work),
    onError: (error) => void errors.push(error),
  });
  return {
    log,
    written,
    errors,
    goAway: () => void (isAway = true),
    aMinutePasses: () => {
      for (const work of minutes.splice(0)) work();
    },
  };
}

describe('the log of refusals', () => {
  it('has a record that is out of reach, and none that does not exist', async () => {
    const { log, written } = world();
    for (const id of ['there-1', 'nowhere']) {
      log.outOfReach({ ...door, actor: actor('eve'), record: { kind: 'contact', id } });
    }
    await log.settle();
    expect(written).toMatchObject([
      {
        actor: { userId: 'eve', address: '192.0.2.1' },
        action: 'record:out_of_reach',
        outcome: 'refused',
        subject: { kind: 'contact', id: 'there-1', name: 'Somebody' },
      },
    ]);
  });

  it('keeps of a refused sign-in whose it would have been, and never what was typed', async () => {
    const { log, written } = world();
    for (const login of ['ada', 'hunter2-in-the-wrong-field']) {
      log.signIn({ route: 'POST /api/session', code: 'unauthenticated', address: '192.0.2.9', login });
    }
    await log.settle();
    expect(written).toMatchObject([
      { actor: { userId: null, address: '192.0.2.9' }, subject: { kind: 'user', id: 'ada', name: 'Ada' } },
      { actor: { userId: null, address: '192.0.2.9' }, subject: null },
    ]);
    expect(JSON.stringify(written)).not.toContain('hunter2');
  });

  it('lists so many of one actor in a minute, counts the rest in one entry, and nobody else’s with them', async () => {
    const { log, written, aMinutePasses } = world();
    const refuse = (userId: string) =>
      log.request({ route: 'PUT /api/x', code: 'forbidden', actor: actor(userId), record: null });
    for (let n = 0; n < LISTED_A_MINUTE + 25; n += 1) refuse('eve');
    refuse('ada');
    await new Promise(setImmediate);
    aMinutePasses();
    refuse('eve');
    await log.settle();
    const of = (userId: string) => written.filter((entry) => entry.actor.userId === userId);
    expect(of('ada')).toHaveLength(1);
    expect(of('eve')).toHaveLength(LISTED_A_MINUTE + 2);
    expect(of('eve').slice(-2)).toMatchObject([
      { action: 'refusals:not_listed', after: { count: 25 } },
      { action: 'request:refused' },
    ]);
  });

  it('takes the addresses of one IPv6 network for one actor, and keeps the address of each entry', async () => {
    const { log, written } = world();
    const step = { user: null, facts: { reason: 'failed' } };
    for (let n = 1; n <= LISTED_A_MINUTE + 5; n += 1) log.signInStep({ ...step, address: `2001:db8::${n}` });
    log.signInStep({ ...step, address: '2001:db8:0:1::1' });
    await log.settle();
    expect(written).toHaveLength(LISTED_A_MINUTE + 2);
    expect(written.slice(0, 2)).toMatchObject([
      { actor: { address: '2001:db8::1' }, action: 'sign_in:refused', after: { reason: 'failed' } },
      { actor: { address: '2001:db8::2' } },
    ]);
    expect(written.at(-1)).toMatchObject({ action: 'refusals:not_listed', after: { count: 5 } });
  });

  it('has nothing of sockets and requests that belong to no session', async () => {
    const { log, written } = world();
    const address = '192.0.2.1';
    for (const token of ['', 'made-up', 'a session']) {
      log.socket({ route: 'handshake', code: 'unauthenticated', address, token });
      log.session({ ...door, address, token });
    }
    await log.settle();
    expect(written.map(({ action, actor }) => [action, actor.userId])).toEqual([
      ['socket:refused', 'ada'],
      ['request:refused', 'ada'],
    ]);
  });

  it('says how many more there were also when the process ends before the minute does', async () => {
    const { log, written } = world();
    for (let n = 0; n < LISTED_A_MINUTE + 1; n += 1) {
      log.request({ route: 'PUT /api/x', code: 'forbidden', actor: actor('eve'), record: null });
    }
    await log.settle();
    expect(written.at(-1)).toMatchObject({ action: 'refusals:not_listed', after: { count: 1 } });
  });

  it('throws nothing at anybody while the database is away', async () => {
    const { log, errors, goAway } = world();
    goAway();
    log.request({ route: 'PUT /api/x', code: 'forbidden', actor: actor('eve'), record: null });
    await log.settle();
    expect(errors).toHaveLength(1);
  });
});
