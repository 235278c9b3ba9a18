import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, type TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const PROXY = '10.9.9.9';

describe('allowed ranges of addresses (A2)', () => {
  let server: TestApi;
  let director: ApiClient;
  let agent: TestUser;
  beforeAll(async () => {
    server = await startTestApi({ env: { TRUSTED_PROXIES: `${PROXY}, 2001:db8:f::/48` } });
    director = await signedInAs(server, server.company.director);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    agent = (await server.company.team()).agents[0];
    await server.app.pool.query(`UPDATE users SET status = 'ip_restricted' WHERE id = $1`, [agent.id]);
  });
  afterEach(() => server.app.pool.query('DELETE FROM address_ranges'));

  const add = (range: string, note = '') => director.send('POST', '/api/address-ranges', { range, note });
  const list = async (): Promise<{ id: string; range: string; note: string }[]> =>
    (await director.get('/api/address-ranges')).json().items;
  const remove = async () => {
    for (const { id } of await list()) await director.send('DELETE', `/api/address-ranges/${id}`);
  };
  const signIn = async (remoteAddress: string, headers: Record<string, string> = {}) => {
    const payload = { login: agent.login, password: PASSWORD };
    const answer = await server.api.inject({
      method: 'POST',
      url: '/api/session',
      payload,
      headers,
      remoteAddress,
    });
    return answer.statusCode;
  };
  const asks = async (remoteAddress: string, headers: Record<string, string> = {}) => {
    const { cookie } = await signedInAs(server, agent);
    const answer = await server.api.inject({
      url: '/api/session',
      headers: { cookie, ...headers },
      remoteAddress,
    });
    return answer.statusCode;
  };
  const forwardedFor = (addresses: string) => ({ 'x-forwarded-for': addresses });

  it('are added as networks, listed in their order, and removed; each in the log', async () => {
    await add('2001:DB8:1::/48', 'Branch');
    await add('192.0.2.7');
    await add('10.1.0.0/16', 'Office');
    expect(await list()).toMatchObject([
      { range: '10.1.0.0/16', note: 'Office' },
      { range: '192.0.2.7/32', note: '' },
      { range: '2001:db8:1::/48', note: 'Branch' },
    ]);
    const [office] = await list();
    expect((await director.send('DELETE', `/api/address-ranges/${office!.id}`)).statusCode).toBe(204);
    expect((await director.send('DELETE', `/api/address-ranges/${office!.id}`)).statusCode).toBe(404);
    const { items } = (await director.get(`/api/audit?subjectId=${office!.id}`)).json();
    expect(items).toMatchObject([
      { action: 'address_range:deleted', before: { range: '10.1.0.0/16', note: 'Office' }, after: null },
      { action: 'address_range:created', before: null, subject: { name: '10.1.0.0/16' } },
    ]);
  });

  it('are refused when they are none, or there already, or an address inside of a network, which is named', async () => {
    expect((await add('office')).json().fields).toEqual({ range: 'not_a_range' });
    expect((await add('')).json().fields).toEqual({ range: 'required' });
    const inside = await add('10.1.2.3/16');
    expect([inside.statusCode, inside.json()]).toMatchObject([
      400,
      { fields: { range: 'not_a_network' }, network: '10.1.0.0/16' },
    ]);
    await add('10.1.0.0/16');
    expect((await add('::ffff:10.1.0.0/112')).json().fields).toEqual({ range: 'taken' });
    expect(await list()).toHaveLength(1);
  });

  it('are set by the Director alone', async () => {
    const { agents } = await server.company.team();
    const client = await signedInAs(server, agents[0]);
    expect((await client.get('/api/address-ranges')).statusCode).toBe(403);
    const added = await client.send('POST', '/api/address-ranges', { range: '0.0.0.0/0' });
    expect(added.statusCode).toBe(403);
  });

  it('let nobody restricted in while there are none', async () => {
    expect([await signIn('10.1.2.3'), await asks('10.1.2.3')]).toEqual([401, 401]);
  });

  it('let restricted users in from there alone, at sign-in and at every request', async () => {
    await add('10.1.0.0/16');
    await add('2001:db8:1::/48');
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8:1::7']) {
      expect([address, await signIn(address), await asks(address)]).toEqual([address, 201, 200]);
    }
    for (const address of ['10.2.0.1', '::ffff:10.2.0.1', '2001:db8:2::7', '127.0.0.1']) {
      expect([address, await signIn(address), await asks(address)]).toEqual([address, 401, 401]);
    }
  });

  it('hold at the very next request when they change', async () => {
    await add('10.1.0.0/16');
    const { cookie } = await signedInAs(server, agent);
    const ask = async () =>
      (await server.api.inject({ url: '/api/session', headers: { cookie }, remoteAddress: '10.1.2.3' }))
        .statusCode;
    expect(await ask()).toBe(200);
    await remove();
    expect(await ask()).toBe(401);
    await add('10.0.0.0/8');
    expect(await ask()).toBe(200);
  });

  it('bind nobody else', async () => {
    const { agents } = await server.company.team();
    const { cookie } = await signedInAs(server, agents[0]);
    const answer = await server.api.inject({
      url: '/api/session',
      headers: { cookie },
      remoteAddress: '10.7.7.7',
    });
    expect(answer.statusCode).toBe(200);
  });

  it('are held against what a trusted proxy says, and against nothing anybody else says', async () => {
    await add('10.1.0.0/16');
    const [inside, outside] = ['10.1.2.3', '203.0.113.9'];
    expect(await asks(PROXY, forwardedFor(inside))).toBe(200);
    expect(await asks('2001:db8:f::1', forwardedFor(`${inside}, ${PROXY}`))).toBe(200);
    // said by the browser, before the proxy added whence it really came
    expect(await asks(PROXY, forwardedFor(`${inside}, ${outside}`))).toBe(401);
    // no proxy of ours
    expect(await asks(outside, forwardedFor(inside))).toBe(401);
    expect(await signIn(outside, forwardedFor(inside))).toBe(401);
    for (const header of ['x-real-ip', 'forwarded', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip']) {
      expect([header, await asks(outside, { [header]: inside })]).toEqual([header, 401]);
    }
    expect(await asks(PROXY, forwardedFor('rubbish'))).toBe(401);
    expect(await asks(PROXY, forwardedFor(''))).toBe(401);
  });

  it('have in the log who was kept out, and from where', async () => {
    await add('10.1.0.0/16');
    await asks('203.0.113.9');
    await server.app.refusals.settle();
    const { items } = (await director.get(`/api/audit?actorId=${agent.id}&outcome=refused`)).json();
    expect(items).toMatchObject([{ address: '203.0.113.9', after: { code: 'unauthenticated' } }]);
  });
});
