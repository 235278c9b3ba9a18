import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactPage } from '../../server/http/schemas/contacts.ts';
import type { Team } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const people: readonly (readonly [string, string, string])[] = [
  ['Łukasz', 'Żółć', '+48601111222'],
  ['Jérôme', "O'Neill", '+33612345678'],
  ['Ёлкин', 'Пётр', '+79161234567'],
  ['Anna', 'Kowalska', '+48225550100'],
  ['Joanna', '100% Pure_Co', '+48601999888'],
  ['Jan', 'Nowak', '+48601111333'],
];

describe('the contact list', () => {
  let server: TestApi;
  let team: Team;
  let agent: ApiClient;
  beforeAll(async () => {
    server = await startTestApi();
    team = await server.company.team({ agents: 2 });
    const other = await server.company.team();
    const owner = team.agents[0];
    for (const [firstName, lastName, number] of people) {
      await server.company.contact({ firstName, lastName, number, owner });
    }
    await server.company.contact({ firstName: 'Anna', lastName: 'Obca', owner: other.agents[0] });
    agent = await signedInAs(server, owner);
  });
  afterAll(() => server.close());

  const list = async (query: Record<string, string> = {}): Promise<ContactPage> => {
    const answer = await agent.get(`/api/contacts?${new URLSearchParams(query).toString()}`);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  const found = async (search: string) => (await list({ search })).items.map(({ name }) => name);

  it.each([
    ['zolc', 'Łukasz Żółć'],
    ['ŁUKASZ', 'Łukasz Żółć'],
    ['zolc lukasz', 'Łukasz Żółć'],
    ['jerome', "Jérôme O'Neill"],
    ["o'neill", "Jérôme O'Neill"],
    ['елкин', 'Ёлкин Пётр'],
    ['100%', 'Joanna 100% Pure_Co'],
    ['e_c', 'Joanna 100% Pure_Co'],
  ])('finds by name %s', async (search, name) => {
    expect(await found(search)).toEqual([name]);
  });

  it.each([
    ['+48 601 111 222', 'Łukasz Żółć'],
    ['601-111-222', 'Łukasz Żółć'],
    ['0048601111222', 'Łukasz Żółć'],
    ['1111222', 'Łukasz Żółć'],
    ['022 555 01 00', 'Anna Kowalska'],
    ['8 (916) 123-45-67', 'Ёлкин Пётр'],
    ['06 12 34 56 78', "Jérôme O'Neill"],
  ])('finds by number %s', async (search, name) => {
    expect(await found(search)).toContain(name);
  });

  it('takes nothing a person types as a pattern or as SQL', async () => {
    for (const search of ['%', '_', '\\', "'; DROP TABLE contacts; --", '%%%', '$1', '\u202e']) {
      expect((await found(search)).length).toBeLessThan(people.length);
    }
    expect((await list()).total.count).toBe(people.length);
  });

  it('finds short beginnings of names', async () => {
    expect(await found('ja')).toEqual(['Jan Nowak']);
    expect(await found('j')).toEqual(['Jan Nowak', "Jérôme O'Neill", 'Joanna 100% Pure_Co']);
  });

  it.each(['name', '-name', 'lastActivityAt', '-lastActivityAt'])(
    'is walked page by page without a gap or a repetition, by %s',
    async (sort) => {
      await server.app.pool.query(
        `UPDATE contacts SET last_activity_at = '2026-01-01' WHERE first_name IN ('Jan', 'Anna', 'Joanna')`,
      );
      const whole = await list({ sort, limit: '100' });
      const walked: string[] = [];
      let cursor: string | null = null;
      do {
        const page: ContactPage = await list({ sort, limit: '2', ...(cursor !== null && { cursor }) });
        walked.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        expect(page.total).toEqual({ count: people.length, isExact: true });
      } while (cursor !== null);
      expect(walked).toEqual(whole.items.map(({ id }) => id));
      expect(new Set(walked).size).toBe(people.length);
    },
  );

  it('sorts the latest activity first, and whoever had none last', async () => {
    const { items } = await list({ sort: '-lastActivityAt' });
    expect(items.slice(0, 3).every(({ lastActivityAt }) => lastActivityAt !== null)).toBe(true);
    expect(items.slice(3).every(({ lastActivityAt }) => lastActivityAt === null)).toBe(true);
  });

  it('holds the own and the colleagues’ contacts and no others, and only the own when asked', async () => {
    const colleague = await signedInAs(server, team.agents[1]!);
    const all: ContactPage = (await colleague.get('/api/contacts')).json();
    expect(all.total.count).toBe(people.length);
    const own: ContactPage = (await colleague.get('/api/contacts?mine=true')).json();
    expect(own.total.count).toBe(0);
    const director = await signedInAs(server, { id: server.company.directorId });
    expect((await director.get('/api/contacts')).json().total.count).toBe(people.length + 1);
    const others = (await director.get('/api/contacts?search=obca')).json<ContactPage>();
    const filtered = await list({ ownerId: others.items[0]!.owner.id });
    expect(filtered.total.count).toBe(0);
  });

  it('holds a contact that the user was added to as a manager (A18)', async () => {
    const outsider = (await server.company.team()).agents[0];
    const contact = await server.company.contact({
      firstName: 'Shared',
      lastName: 'Case',
      owner: team.agents[0],
    });
    await server.app.pool.query('INSERT INTO contact_managers (contact_id, user_id) VALUES ($1, $2)', [
      contact.id,
      outsider.id,
    ]);
    const client = await signedInAs(server, outsider);
    expect((await client.get('/api/contacts')).json<ContactPage>().items.map(({ id }) => id)).toEqual([
      contact.id,
    ]);
    await server.app.pool.query('DELETE FROM contacts WHERE id = $1', [contact.id]);
  });

  it('says ‘more than’ past ten thousand, and still walks on', async () => {
    await server.app.pool.query(
      `INSERT INTO contacts (id, first_name, last_name, owner_id)
       SELECT gen_random_uuid(), 'Masa', 'Numer ' || n, $1 FROM generate_series(1, 10050) n`,
      [server.company.directorId],
    );
    const director = await signedInAs(server, { id: server.company.directorId });
    const page: ContactPage = (await director.get('/api/contacts?search=masa&limit=3')).json();
    expect(page.total).toEqual({ count: 10_000, isExact: false });
    const next: ContactPage = (
      await director.get(`/api/contacts?search=masa&limit=3&cursor=${page.nextCursor}`)
    ).json();
    expect([...page.items, ...next.items].map(({ name }) => name)).toEqual(
      ['1', '10', '100', '1000', '10000', '10001'].map((n) => `Masa Numer ${n}`),
    );
  });
});
