import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { io } from 'socket.io-client';
import { registerPhone } from '../../../server/domain/agents/register-phone.ts';
import { answerCall } from '../../../server/domain/calls/answer-call.ts';
import { endCall } from '../../../server/domain/calls/end-call.ts';
import { receiveCall } from '../../../server/domain/calls/receive-call.ts';
import type { E164 } from '../../../server/domain/callers/phone-number.ts';
import { SESSION_COOKIE } from '../../../server/http/session-cookie.ts';
import { type ListeningServer, startListening } from '../../support/server/test-server.ts';
import { TestWindow } from '../../support/server/test-window.ts';
import { createTestDatabase, createTestRedis } from '../../support/services.ts';
import { createWorldLoader, type WorldLoader } from '../product/load-world.ts';
import { idOf, named, unnamed } from '../product/names.ts';
import { csrfTokenOf, numberOf, tokenOf } from '../product/rows.ts';
import type { Body, Request } from '../questions/question.ts';
import type { Call, World } from '../statement/world.ts';

/** A server with real sockets over a database that holds one world at a time. */
export interface CompanyAtWork {
  readonly server: ListeningServer;
  readonly loader: WorldLoader;
  readonly client: pg.Client;
  close(): Promise<void>;
}

export async function companyAtWork(): Promise<CompanyAtWork> {
  const [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
  const server = await startListening({ databaseUrl: database.url, redisUrl: redis.url });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const loader = await createWorldLoader(database.url);
  return {
    server,
    client,
    loader,
    async close() {
      await client.end();
      await loader.close();
      await server.close();
      await redis.close();
      await database.close();
    },
  };
}

export const windowOf = ({ server }: CompanyAtWork, number: number, user: string): Promise<TestWindow> =>
  TestWindow.open(
    server.url,
    server.app.pool,
    { id: idOf(number, user), login: user, name: user, password: '' },
    { session: { token: tokenOf(number, user), csrfToken: csrfTokenOf(number, user) } },
  );

/** Does the server refuse to shake hands? */
export const isTurnedAway = ({ server }: CompanyAtWork, number: number, user: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = io(server.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: `${SESSION_COOKIE}=${tokenOf(number, user)}` },
      reconnection: false,
      forceNew: true,
    });
    const answer = (is: boolean) => {
      socket.close();
      resolve(is);
    };
    socket.on('connect', () => answer(false)).on('connect_error', () => answer(true));
  });

export async function request(
  { server }: CompanyAtWork,
  number: number,
  by: string,
  method: string,
  { url, body, headers }: Request,
): Promise<{ readonly status: number; readonly body: Body }> {
  const answer = await fetch(server.url + unnamed(url, number), {
    method,
    headers: {
      cookie: `${SESSION_COOKIE}=${tokenOf(number, by)}`,
      'x-csrf-token': csrfTokenOf(number, by),
      'content-type': 'application/json',
      ...headers,
    },
    body: unnamed(JSON.stringify(body ?? {}), number),
  });
  return { status: answer.status, body: JSON.parse(named(await answer.text()) || 'null') as Body };
}

/** The user is there for calls, with a telephone. */
export async function goToWork(company: CompanyAtWork, number: number, user: string): Promise<void> {
  await request(company, number, user, 'PUT', { url: '/api/agent-state', body: { status: 'available' } });
  const now = new Date();
  await registerPhone(company.server.app)({
    userId: idOf(number, user),
    contactUri: `sip:${user}@telephone`,
    routeUri: `sip:${user}@10.0.0.1`,
    transport: 'udp',
    userAgent: null,
    sipCallId: `${number}-${user}`,
    cseq: 1,
    expiresAt: new Date(now.getTime() + 3_600_000),
    at: now,
  });
}

export interface NewCall {
  readonly callId: string;
  readonly legId: string | null;
}

/** A call of that contact comes in; without a leg nobody was there for it. */
export async function contactCalls(
  { server, client }: CompanyAtWork,
  number: number,
  contact: string,
  project: string,
): Promise<NewCall> {
  const dialled = `8${number}`;
  await client.query(`INSERT INTO project_numbers (dialled, project_id) VALUES ($1, $2)`, [
    dialled,
    idOf(number, project),
  ]);
  const now = new Date();
  await receiveCall(server.app)({
    sipCallId: `${randomUUID()}@trunk`,
    trunkId: null,
    project: null,
    caller: {
      e164: numberOf(contact) as E164,
      extension: null,
      received: numberOf(contact),
      displayName: null,
      isWithheld: false,
      source: 'from',
      verstat: null,
    },
    dialled,
    receivedAt: now,
    gatewayId: 'gateway',
    leaseUntil: new Date(now.getTime() + 60_000),
  });
  const { rows } = await client.query<NewCall>(
    `SELECT c.id AS "callId", l.id AS "legId" FROM calls c LEFT JOIN call_legs l ON l.call_id = c.id AND l.kind = 'agent'
     WHERE c.dialled = $1`,
    [dialled],
  );
  return rows[0]!;
}

export async function answerAndHangUp({ server }: CompanyAtWork, { callId, legId }: NewCall): Promise<void> {
  const at = new Date();
  if (legId !== null) await answerCall(server.app)({ callId, legId, at });
  await endCall(server.app)({ callId, at, hangupSide: 'contact', sipCode: 200, reason: null });
}

/** The world with the call that came in as it stands in the database now, under a name of its own. */
export async function withCall(
  { client }: CompanyAtWork,
  world: World,
  callId: string,
  name: string,
): Promise<World> {
  const { rows } = await client.query<{ call: Body }>(
    `SELECT to_json(c) AS call FROM (
       SELECT agent_id, contact_id, channel_id, branch_id, department_id, group_ids, project_id,
         ARRAY(SELECT user_id FROM call_legs l WHERE l.call_id = calls.id AND l.kind = 'agent') AS rang_at
       FROM calls WHERE id = $1) c`,
    [callId],
  );
  const row = JSON.parse(named(JSON.stringify(rows[0]!.call))) as Body;
  const call: Call = {
    id: name,
    agent: row.agent_id,
    rangAt: row.rang_at,
    contact: row.contact_id,
    isRinging: false,
    project: row.project_id,
    labels: {
      channel: row.channel_id,
      branch: row.branch_id,
      department: row.department_id,
      groups: row.group_ids,
    },
  };
  return { ...world, calls: [...world.calls, call] };
}
