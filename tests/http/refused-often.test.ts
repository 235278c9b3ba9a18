import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { authenticate } from '../../server/domain/access/authenticate.ts';
import { sessionIdOf } from '../../server/domain/access/session.ts';
import type { SessionStore } from '../../server/domain/access/session-store.ts';
import type { User } from '../../server/domain/access/user.ts';
import type { Api } from '../../server/http/api.ts';
import { guardRoutes, REFUSED_A_MINUTE } from '../../server/http/plugins/access.ts';
import { answerProblems } from '../../server/http/plugins/errors.ts';
import { aUser } from '../support/access/viewers.ts';

const HOME = '192.0.2.1';

/** The guard alone, over sessions 'good' and 'other' of a user who has the eye on contacts, and not the pencil. */
async function world() {
  const state = { now: new Date('2026-11-21T10:00:30Z'), asked: 0 };
  const clock = { now: () => state.now };
  const user = aUser({ id: 'ada', readableSections: ['contacts'], changeableSections: [] });
  const api = Fastify() as unknown as Api;
  answerProblems(api);
  await api.register(cookie);
  const sessions = sessionsOf(user, state);
  const doors = {
    authenticate: authenticate({ sessions, clock }),
    publicOrigin: 'https://desk.example',
    clock,
  };
  guardRoutes(api, doors);
  api.get(
    '/api/contacts',
    { config: { access: { section: 'contacts', action: 'read' } } },
    async () => 'seen',
  );
  api.get('/api/audit', { config: { access: { section: 'security', action: 'read' } } }, async () => 'seen');
  await api.ready();
  const ask = async (token: string | null, { url = '/api/contacts', from = HOME } = {}) => {
    const headers = token === null ? {} : { cookie: `ringdesk_session=${token}` };
    return (await api.inject({ url, remoteAddress: from, headers })).statusCode;
  };
  return { state, ask };
}

function sessionsOf(user: User, state: { now: Date; asked: number }): SessionStore {
  const known = new Set(['good', 'other'].map(sessionIdOf));
  return {
    find: async (id) => {
      state.asked += 1;
      if (!known.has(id)) return null;
      const { now } = state;
      const times = { createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 3_600_000) };
      const session = { id, userId: user.id, csrfToken: 'x', chosenChannelId: null, ...times };
      return { session, user, previewedBy: null, allowedRanges: null };
    },
    touch: async () => undefined,
    stillOpen: async () => [],
  };
}

describe('who is refused at the door', () => {
  it('without a session costs no look at the sessions', async () => {
    const { state, ask } = await world();
    expect([await ask(null), await ask('')]).toEqual([401, 401]);
    expect(state.asked).toBe(0);
  });

  it('with made-up sessions is looked up so often in a minute and network, and others as before', async () => {
    const { state, ask } = await world();
    const from = (n: number) => `2001:db8::${n.toString(16)}`;
    for (let n = 0; n < REFUSED_A_MINUTE.network; n += 1) await ask(`made-up-${n}`, { from: from(n) });
    expect(state.asked).toBe(REFUSED_A_MINUTE.network);
    expect([await ask('one-more', { from: from(1) }), await ask('good', { from: from(2) })]).toEqual([
      429, 429,
    ]);
    expect(state.asked).toBe(REFUSED_A_MINUTE.network);
    expect([await ask('good', { from: '2001:db8:0:1::1' }), await ask(null, { from: from(1) })]).toEqual([
      200, 401,
    ]);
    state.now = new Date(state.now.getTime() + 60_000);
    expect(await ask('good', { from: from(2) })).toBe(200);
  });

  it('with a session is counted by it, and the office behind the same address goes on', async () => {
    const { ask } = await world();
    const audit = { url: '/api/audit' };
    for (let n = 0; n < REFUSED_A_MINUTE.session; n += 1) expect(await ask('good', audit)).toBe(403);
    expect([await ask('good', audit), await ask('good')]).toEqual([429, 429]);
    expect([await ask('other', audit), await ask('other')]).toEqual([403, 200]);
  });

  it('is counted apart from what is let in: a busy office is limited by its sessions alone', async () => {
    const { ask } = await world();
    for (let n = 0; n < REFUSED_A_MINUTE.network; n += 1) await ask('good');
    expect(await ask('good')).toBe(200);
  });
});
