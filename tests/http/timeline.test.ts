import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimelinePage } from '../../server/http/schemas/timeline.ts';
import type { TestContact } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('a contact’s timeline', () => {
  let now = new Date('2026-11-21T10:00:00Z');
  let server: TestApi;
  let agent: ApiClient;
  let contact: TestContact;
  beforeAll(async () => {
    server = await startTestApi({ clock: { now: () => now } });
    const team = await server.company.team();
    agent = await signedInAs(server, team.agents[0]);
    contact = await server.company.contact({ firstName: 'Maria', lastName: 'Curie', owner: team.agents[0] });
  });
  afterAll(() => server.close());

  const note = (text: string) => agent.send('POST', `/api/contacts/${contact.id}/notes`, { text });
  const page = async (query = ''): Promise<TimelinePage> =>
    (await agent.get(`/api/contacts/${contact.id}/timeline${query}`)).json();

  it('shows a note at once, with its author', async () => {
    const answer = await note('Called about the invoice.\nWants a copy.');
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ kind: 'note', text: 'Called about the invoice.\nWants a copy.' });
    expect((await page()).items).toEqual([answer.json()]);
    expect((await agent.get(`/api/contacts/${contact.id}`)).json().lastActivityAt).toBe(now.toISOString());
  });

  it('is walked newest first, page by page, also through entries of one instant', async () => {
    for (let n = 1; n <= 7; n += 1) {
      if (n % 3 === 0) now = new Date(now.getTime() + 60_000);
      await note(`note ${n}`);
    }
    const whole = await page('?limit=100');
    const walked = [];
    let cursor: string | null = null;
    do {
      const part: TimelinePage = await page(`?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      walked.push(...part.items);
      cursor = part.nextCursor;
    } while (cursor !== null);
    expect(walked).toEqual(whole.items);
    const times = walked.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(walked).toHaveLength(8);
  });

  it('is filtered by kind', async () => {
    expect((await page('?kind=call')).items).toEqual([]);
    expect((await page('?kind=note')).items).toHaveLength(8);
    expect((await agent.get(`/api/contacts/${contact.id}/timeline?kind=visit`)).statusCode).toBe(400);
  });

  it('refuses an empty note and one without end', async () => {
    expect((await note('   ')).json().fields).toEqual({ text: 'required' });
    expect((await note('x'.repeat(10_001))).json().fields).toEqual({ text: 'too_long' });
  });

  it('remembers numbers that stand in a note, so that their caller is a ‘maybe’ (T12)', async () => {
    await note('Her sister’s number is 601 222 333, the office +49 30 901820 (not 12345).');
    const { rows } = await server.app.pool.query('SELECT e164 FROM number_mentions WHERE contact_id = $1', [
      contact.id,
    ]);
    expect(rows.map(({ e164 }) => e164 as string).sort()).toEqual(['+48601222333', '+4930901820']);
  });
});
