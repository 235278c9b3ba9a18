import { expect, test } from 'vitest';
import { contactReach, isInReach } from '../../../server/domain/access/contact-reach.ts';
import type { Viewer } from '../../../server/domain/access/viewer.ts';
import { aViewer } from '../../support/access/viewers.ts';

const person = (userId: string, role: Viewer['role'], responsibleId: string | null = null): Viewer =>
  aViewer({ userId, role, responsibleId });
const company = [
  person('director', 'director'),
  person('head', 'head', 'director'),
  person('other head', 'head', 'director'),
  person('anna', 'manager', 'head'),
  person('bob', 'manager', 'head'),
  person('cyril', 'manager', 'other head'),
  person('dora', 'manager', 'director'),
  person('emil', 'manager', 'director'),
];

const seenBy = (userId: string): readonly string[] => {
  const viewer = company.find((one) => one.userId === userId)!;
  const reach = contactReach(viewer, company);
  return company
    .map((owner) => owner.userId)
    .filter((ownerId) => isInReach(reach, { ownerId, managerIds: [] }));
};

test('the Director sees everybody’s contacts (A10)', () => {
  expect(seenBy('director')).toHaveLength(company.length);
});

test('a Head sees the own and those of the own Managers, never another Head’s or the Director’s (A11)', () => {
  expect(seenBy('head')).toEqual(['head', 'anna', 'bob']);
});

test('a Manager sees the own and those of Managers with the same Head, never the Head’s (A12)', () => {
  expect(seenBy('anna')).toEqual(['anna', 'bob']);
});

test('Managers who answer to the Director do not see each other (A12)', () => {
  expect(seenBy('dora')).toEqual(['dora']);
});

test('who is added to a contact as manager sees it, and no colleague does for that (A18)', () => {
  const contact = { ownerId: 'cyril', managerIds: ['anna'] };
  const reaches = (userId: string) =>
    isInReach(
      contactReach(
        company.find((one) => one.userId === userId)!,
        company,
      ),
      contact,
    );
  expect(reaches('anna')).toBe(true);
  expect(reaches('bob')).toBe(false);
});
