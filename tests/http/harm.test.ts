import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../server/http/schemas/contacts.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('somebody who means harm', () => {
  let server: TestApi;
  let agent: ApiClient;
  let contact: Contact;
  beforeAll(async () => {
    server = await startTestApi();
    agent = await signedInAs(server, (await server.company.team()).agents[0]);
    contact = (await agent.send('POST', '/api/contacts', { lastName: 'Target' })).json();
  });
  afterAll(async () => {
    const [count] = (await server.app.pool.query('SELECT count(*)::int AS n FROM contacts')).rows as {
      n: number;
    }[];
    expect(count?.n).toBe(1);
    const after = (await agent.get(`/api/contacts/${contact.id}`)).json();
    expect(after).toEqual(contact);
    await server.close();
  });

  it.each([
    ['no object', '[]', 'body'],
    ['null', 'null', 'body'],
    ['an unknown field', '{"lastName":"A","isAdmin":true}', 'isAdmin'],
    ['a wrong type', '{"lastName":42}', 'lastName'],
    ['an object for text', '{"lastName":{"$gt":""}}', 'lastName'],
    ['too long a name', JSON.stringify({ lastName: 'x'.repeat(101) }), 'lastName'],
    ['U+0000 in a name', '{"lastName":"a\\u0000b"}', 'lastName'],
    ['a line break in a name', '{"lastName":"a\\nb"}', 'lastName'],
    ['no UUID', '{"lastName":"A","ownerId":"1 OR 1=1"}', 'ownerId'],
    ['too many numbers', JSON.stringify({ lastName: 'A', emails: Array(51).fill('a@b.example') }), 'emails'],
    ['an unknown kind', '{"lastName":"A","numbers":[{"number":"500100200","kind":"x"}]}', 'numbers.0.kind'],
    [
      'an unknown field deep down',
      '{"lastName":"A","numbers":[{"number":"5","kind":"main","e164":"+1"}]}',
      'numbers.0.e164',
    ],
  ])('gets the field named for %s', async (_, payload, field) => {
    const answer = await agent.send('POST', '/api/contacts', payload, { 'content-type': 'application/json' });
    expect(answer.statusCode, answer.body).toBe(400);
    expect(Object.keys(answer.json().fields)).toContain(field);
  });

  it.each([
    ['malformed JSON', 'application/json', '{"lastName":', 400],
    ['prototype poisoning', 'application/json', '{"__proto__":{"isAdmin":true},"lastName":"A"}', 400],
    ['the way to the prototype', 'application/json', '{"constructor":{"prototype":{"x":1}}}', 400],
    ['XML', 'application/xml', '<a/>', 415],
    ['a form', 'application/x-www-form-urlencoded', 'lastName=A', 415],
    ['plain text', 'text/plain', '{"lastName":"A"}', 415],
    ['a body without end', 'application/json', `{"lastName":"${'x'.repeat(300_000)}"}`, 413],
  ])('is refused %s', async (_, type, payload, status) => {
    const answer = await agent.send('POST', '/api/contacts', payload, { 'content-type': type });
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, code: 'invalid' });
  });

  it.each([
    ['/api/contacts?limit=100000', 'limit'],
    ['/api/contacts?limit=-1', 'limit'],
    ['/api/contacts?sort=password_hash', 'sort'],
    ['/api/contacts?ownerId=1%27%20OR%201%3D1', 'ownerId'],
    ['/api/contacts?cursor=%00%00', 'cursor'],
    ['/api/contacts?cursor=eyJ2YWx1ZSI6MX0', 'cursor'],
    ['/api/contacts?search=a&search=b', 'search'],
    ['/api/contacts?isDeleted=true', 'isDeleted'],
    ['/api/contacts/1%27--', 'id'],
    ['/api/contacts/..%2f..%2fetc%2fpasswd', 'id'],
    ['/api/contacts?search=a%00b', 'search'],
    ['/api/search?q=a%00b', 'q'],
    ['/api/organizations?search=%00', 'search'],
    ['/api/calls?cursor=garbage', 'cursor'],
    [`/api/calls?cursor=2026-11-21T10:00:00Z_${'-'.repeat(36)}`, 'cursor'],
    ['/api/calls?cursor=1_01a1ffc7-47ed-7c28-9d51-aaee863a83c4', 'cursor'],
    ['/api/calls?cursor=0000-01-01T00:00:00Z_01a1ffc7-47ed-7c28-9d51-aaee863a83c4', 'cursor'],
    ['/api/calls?cursor=2021-02-30T00:00:00Z_01a1ffc7-47ed-7c28-9d51-aaee863a83c4', 'cursor'],
    ['/api/calls?cursor=2021-02-28T24:00:00Z_01a1ffc7-47ed-7c28-9d51-aaee863a83c4', 'cursor'],
    ['/api/meetings?cursor=2023-02-29T00:00:00.5Z_01a1ffc7-47ed-7c28-9d51-aaee863a83c4', 'cursor'],
    [`/api/meetings?cursor=2026-11-21T10:00:00Z_${'-'.repeat(36)}`, 'cursor'],
    ['/api/meetings?cursor=garbage', 'cursor'],
    ['/api/meetings?from=yesterday', 'from'],
    ['/api/numbers/parse?raw=abc', 'raw'],
    ['/api/numbers/parse?raw=1&country=xx', 'country'],
  ])('gets the field named at %s', async (url, field) => {
    const answer = await agent.get(url);
    expect(answer.statusCode, answer.body).toBe(400);
    expect(Object.keys(answer.json().fields)).toEqual([field]);
  });

  it.each(['/api/contacts/%zz', '/%', `/api/contacts/${'x'.repeat(250)}`])(
    'gets an address that cannot be read refused like any other input: %s',
    async (url) => {
      const answer = await agent.get(url);
      expect([400, 414]).toContain(answer.statusCode);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ status: answer.statusCode, code: 'invalid' });
      expect(answer.body).not.toContain('zz');
    },
  );

  it('gets a cursor that was meant for something else refused, not obeyed', async () => {
    const forged = (position: object) => Buffer.from(JSON.stringify(position)).toString('base64url');
    for (const position of [
      { value: 'a', id: 'x' },
      { value: { $ne: 1 }, id: randomUUID() },
      { value: 'a', id: randomUUID(), limit: 1e9 },
    ]) {
      const answer = await agent.get(`/api/contacts?cursor=${forged(position)}`);
      expect(answer.json()).toMatchObject({ status: 400, fields: { cursor: 'not_a_cursor' } });
    }
    const nowhen = forged({ value: '0000-01-01T00:00:00Z', id: randomUUID() });
    expect((await agent.get(`/api/contacts?sort=lastActivityAt&cursor=${nowhen}`)).statusCode).toBe(400);
    const mismatch = forged({ value: 'not a time', id: randomUUID() });
    const answer = await agent.get(`/api/contacts?sort=lastActivityAt&cursor=${mismatch}`);
    expect(answer.json()).toMatchObject({ status: 400, fields: { cursor: 'not_a_cursor' } });
  });

  it('gets nowhere with somebody else’s or no cookie', async () => {
    for (const cookie of [
      '',
      'ringdesk_session=',
      'ringdesk_session=abc',
      'ringdesk_session=%00',
      'a=b;;;=',
    ]) {
      const answer = await server.api.inject({ url: '/api/contacts', headers: { cookie } });
      expect(answer.statusCode).toBe(401);
    }
  });

  it('cannot use another session’s CSRF token', async () => {
    const other = await signedInAs(server, (await server.company.team()).agents[0]);
    for (const token of [other.csrfToken, '', `${agent.csrfToken} `, agent.csrfToken.slice(1)]) {
      const answer = await agent.send('POST', '/api/contacts', { lastName: 'A' }, { 'x-csrf-token': token });
      expect(answer.statusCode).toBe(403);
    }
    const foreign = { origin: 'https://evil.example', host: '127.0.0.1:3000' };
    expect((await agent.send('POST', '/api/contacts', { lastName: 'A' }, foreign)).statusCode).toBe(403);
  });

  it('learns nothing from an error: no stack, no statement, no path', async () => {
    const answer = await agent.send('POST', '/api/contacts', '{', { 'content-type': 'application/json' });
    const missing = await agent.get('/api/nowhere');
    expect(missing.json()).toMatchObject({ status: 404, code: 'not_found' });
    for (const { body } of [answer, missing]) {
      expect(body).not.toMatch(/at .*\.ts|SELECT|node_modules|\/work|Error:/);
    }
  });

  it('gets a login that is no login refused like any other input', async () => {
    const payload = { login: 'a\u0000b', password: 'x' };
    const answer = await server.api.inject({ method: 'POST', url: '/api/session', payload });
    expect(answer.json()).toMatchObject({ status: 400, fields: { login: 'control_character' } });
  });

  it('cannot add a caller with a company that does not exist', async () => {
    const team = await server.company.team();
    const own = await signedInAs(server, team.agents[0]);
    const callId = randomUUID();
    await server.app.pool.query(
      `INSERT INTO calls (id, direction, status, result, number_received, agent_id, queued_at, ended_at)
       VALUES ($1, 'inbound', 'ended', 'answered', '', $2, now(), now())`,
      [callId, team.agents[0].id],
    );
    for (const field of ['organizationId', 'stageId', 'sourceId']) {
      const body = { lastName: 'A', [field]: randomUUID() };
      const answer = await own.send('POST', `/api/calls/${callId}/quick-add`, body);
      expect(answer.json()).toMatchObject({ status: 400, fields: { [field]: 'not_found' } });
    }
  });

  it('cannot forge the address that sign-ins are counted by', async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 55; guess += 1) {
      const answer = await server.api.inject({
        method: 'POST',
        url: '/api/session',
        payload: { login: `guess-${guess}`, password: 'x' },
        headers: { 'x-forwarded-for': `10.0.0.${guess}` },
      });
      statuses.push(answer.statusCode);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it('cannot change methods or paths that are not there', async () => {
    for (const [method, url] of [
      ['DELETE', `/api/contacts/${contact.id}`],
      ['PUT', `/api/contacts/${contact.id}`],
      ['POST', '/api/everybody'],
    ] as const) {
      expect((await agent.send(method, url, {})).statusCode).toBe(404);
    }
  });
});
