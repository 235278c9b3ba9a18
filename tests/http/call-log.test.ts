import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveCall } from '../../server/domain/calls/receive-call.ts';
import type { LoggedCall } from '../../server/domain/calls/call-log.ts';
import type { E164 } from '../../server/domain/callers/phone-number.ts';
import type { Team } from '../support/product/company.ts';
import { signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('the call log', () => {
  let server: TestApi;
  let team: Team;
  beforeAll(async () => {
    server = await startTestApi();
    team = await server.company.team();
  });
  afterAll(() => server.close());

  const addCompany = async (name: string, ownerId: string, e164: string) => {
    const id = randomUUID();
    const { pool } = server.app;
    await pool.query('INSERT INTO organizations (id, name, owner_id) VALUES ($1, $2, $3)', [
      id,
      name,
      ownerId,
    ]);
    await pool.query(
      'INSERT INTO organization_numbers (id, organization_id, e164, received) VALUES ($1, $2, $3, $3)',
      [randomUUID(), id, e164],
    );
  };
  const call = (e164: string) =>
    receiveCall(server.app)({
      sipCallId: randomUUID(),
      trunkId: null,
      project: { id: team.projectId },
      caller: {
        e164: e164 as E164,
        extension: null,
        received: e164,
        displayName: 'SWITCHBOARD',
        isWithheld: false,
        source: 'from',
        verstat: null,
      },
      dialled: team.dialled,
      receivedAt: new Date(),
      gatewayId: 'test',
      leaseUntil: new Date(Date.now() + 60_000),
    });
  const callersSeenBy = async (userId: string) => {
    const client = await signedInAs(server, { id: userId });
    const { items } = (await client.get('/api/calls')).json<{ items: LoggedCall[] }>();
    return items.map(({ number, organizationName }) => [number, organizationName]);
  };

  it('names the company whose number it was, where the person is not known', async () => {
    await addCompany('Elektromontaż', team.agents[0].id, '+48225550100');
    await call('+48225550100');
    await call('+48225550199');
    expect(await callersSeenBy(server.company.directorId)).toEqual([
      ['+48225550199', null],
      ['+48225550100', 'Elektromontaż'],
    ]);
  });

  it('does not name a company to whom it is out of reach', async () => {
    const others = await server.company.team();
    await addCompany('Tajna Spółka', others.agents[0].id, '+48225550300');
    await call('+48225550300');
    await server.app.pool.query(`UPDATE calls SET agent_id = $1 WHERE number = '+48225550300'`, [
      team.agents[0].id,
    ]);
    expect(await callersSeenBy(team.agents[0].id)).toEqual([['+48225550300', null]]);
    expect((await callersSeenBy(server.company.directorId))[0]).toEqual(['+48225550300', 'Tajna Spółka']);
  });
});
