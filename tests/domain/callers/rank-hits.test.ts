import { expect, test } from 'vitest';
import type { RawHit } from '../../../server/domain/callers/caller-store.ts';
import { NO_LABELS } from '../../support/access/viewers.ts';
import { contactToTie, preferManagedBy, rankHits } from '../../../server/domain/callers/rank-hits.ts';

const at = new Date('2026-11-20T12:00:00Z');
const row = (name: string, more: Partial<RawHit> = {}): RawHit => ({
  kind: 'contact',
  contactId: name,
  organizationId: null,
  name,
  organizationName: null,
  ownerId: 'nobody',
  managerIds: [],
  accountKind: null,
  labels: NO_LABELS,
  numberKind: 'mobile',
  extension: null,
  lastInteractionAt: null,
  ...more,
});
const company = row('Acme', { kind: 'organization', contactId: null, organizationId: 'acme', ownerId: null });
const names = (rows: readonly RawHit[], extension: string | null = null, agentId: string | null = null) =>
  rankHits(rows, { agentId, extension, at }).map((hit) => hit.name);

test('one contact with exactly this number is certain, and says why', () => {
  const spoken = row('Jan', { ownerId: 'anna', lastInteractionAt: '2026-11-19T12:00:00.000Z' });
  expect(rankHits([spoken], { agentId: 'anna', extension: null, at })).toMatchObject([
    { certainty: 'certain', reasons: ['mobile_of', 'recent_interaction', 'you_manage'] },
  ]);
});

test('among equals the agent’s own come first, then the latest spoken to, then mobile before main', () => {
  const hers = row('Hers', { managerIds: ['anna'], numberKind: 'main' });
  const recent = row('Recent', { lastInteractionAt: '2026-11-01T12:00:00.000Z', numberKind: 'main' });
  const main = row('Main', { numberKind: 'main' });
  const mobile = row('Mobile');
  expect(names([main, mobile, recent, hers], null, 'anna')).toEqual(['Hers', 'Recent', 'Mobile', 'Main']);
});

test('a number with the caller’s extension comes before the same number without, another extension is a maybe', () => {
  const rows = [row('Without'), row('Other', { extension: '7' }), row('Exact', { extension: '12' })];
  const hits = rankHits(rows, { agentId: null, extension: '12', at });
  expect(hits.map(({ name, certainty }) => [name, certainty])).toEqual([
    ['Exact', 'certain'],
    ['Without', 'likely'],
    ['Other', 'maybe'],
  ]);
});

test('managing somebody less sure does not put them before the sure one', () => {
  const rows = [row('Exact', { extension: '12' }), row('Hers', { ownerId: 'anna' })];
  expect(names(rows, '12', 'anna')).toEqual(['Exact', 'Hers']);
});

test('a number one person and the company have is the person’s; one that several have is the company’s', () => {
  expect(names([company, row('Jan')])).toEqual(['Jan', 'Acme']);
  expect(names([company, row('Jan'), row('Ewa')])[0]).toBe('Acme');
  expect(names([company, row('Jan'), row('Ewa', { ownerId: 'anna' })], null, 'anna')).toEqual([
    'Acme',
    'Ewa',
    'Jan',
  ]);
});

test('a contact found twice is one hit, by its closest number', () => {
  const rows = [
    row('Jan', { kind: 'mention', numberKind: null }),
    row('Jan', { numberKind: 'main' }),
    row('Jan'),
  ];
  expect(rankHits(rows, { agentId: null, extension: null, at })).toMatchObject([
    { name: 'Jan', numberKind: 'mobile', certainty: 'certain' },
  ]);
});

test('a maybe and a company tie no contact; of equally sure ones the one in reach is tied', () => {
  const hits = rankHits([row('Jan'), row('Ewa')], { agentId: null, extension: null, at });
  expect(contactToTie(hits, (hit) => hit.name === 'Jan')?.name).toBe('Jan');
  expect(contactToTie(hits, () => false)?.name).toBe('Ewa');
  expect(contactToTie(rankHits([company], { agentId: null, extension: null, at }), () => true)).toBeNull();
  const maybe = rankHits([row('Jan', { kind: 'mention' })], { agentId: null, extension: null, at });
  expect(contactToTie(maybe, () => true)).toBeNull();
});

test('what was told one agent is not told the next', () => {
  const hits = rankHits([row('Jan', { ownerId: 'anna' })], { agentId: 'anna', extension: null, at });
  expect(preferManagedBy(hits, 'bob')[0]?.reasons).toEqual(['mobile_of']);
});
