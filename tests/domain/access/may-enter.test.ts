import { describe, expect, test } from 'vitest';
import { mayEnter } from '../../../server/domain/access/may-enter.ts';
import { defaultMarks } from '../../../server/domain/access/policy.ts';
import { sections } from '../../../server/domain/access/section.ts';
import { aViewer } from '../../support/access/viewers.ts';

const none = { readableSections: [], changeableSections: [] };

describe('marks of sections (A30, A31)', () => {
  test('the eye lets look, the pencil change and look', () => {
    const reader = aViewer({ readableSections: ['calls'], changeableSections: [] });
    const writer = aViewer({ readableSections: [], changeableSections: ['calls'] });
    expect(mayEnter(reader, { section: 'calls', action: 'read' })).toBe(true);
    expect(mayEnter(reader, { section: 'calls', action: 'change' })).toBe(false);
    expect(mayEnter(reader, { section: 'meetings', action: 'read' })).toBe(false);
    expect(mayEnter(writer, { section: 'calls', action: 'change' })).toBe(true);
    expect(mayEnter(writer, { section: 'calls', action: 'read' })).toBe(true);
  });

  test('Directors and chief managers need none', () => {
    for (const section of sections) {
      for (const action of ['read', 'change'] as const) {
        expect(mayEnter(aViewer({ role: 'director', ...none }), { section, action })).toBe(true);
        expect(mayEnter(aViewer({ isChiefManager: true, ...none }), { section, action })).toBe(true);
        expect(mayEnter(aViewer({ role: 'head', ...none }), { section, action })).toBe(false);
      }
    }
  });

  test('nobody starts with a pencil without its eye', () => {
    for (const { readable, changeable } of Object.values(defaultMarks)) {
      expect(readable).toEqual(expect.arrayContaining([...changeable]));
    }
  });
});

describe('doors no mark opens', () => {
  const director = aViewer({ role: 'director' });
  const head = aViewer({ role: 'head' });
  const chief = aViewer({ isChiefManager: true });
  const manager = aViewer();

  test('security is the Director’s', () => {
    const security = { section: 'security', action: 'read' } as const;
    expect([director, head, chief, manager].map((viewer) => mayEnter(viewer, security))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('everybody may look at users, of whom a Manager finds the own card alone; Managers change none (A5)', () => {
    const all = [director, head, chief, manager];
    expect(all.map((viewer) => mayEnter(viewer, { section: 'users', action: 'read' }))).toEqual(
      all.map(() => true),
    );
    expect(all.map((viewer) => mayEnter(viewer, { section: 'users', action: 'change' }))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('the own settings are everybody’s', () => {
    expect(mayEnter(aViewer(none), { section: 'own_settings', action: 'change' })).toBe(true);
  });
});
