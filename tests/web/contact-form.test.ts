import { describe, expect, it } from 'vitest';
import {
  changedFields,
  changeOf,
  mergeForms,
  type ContactForm,
} from '../../web/features/contacts/contact-form.ts';

const saved: ContactForm = {
  firstName: 'Aneta',
  lastName: 'Kowalska',
  position: 'Buyer',
  language: 'pl',
  organization: { id: 'firm', name: 'Elektromontaż' },
  stageId: 'new',
  sourceId: null,
  ownerId: 'anna',
  tagIds: ['vip', 'wholesale'],
  numbers: [{ number: '+48601234567', kind: 'mobile' }],
  emails: ['aneta@example.com'],
};

describe('what is sent', () => {
  it('is only what was changed', () => {
    const typed = { ...saved, position: 'Director' };
    expect(changeOf(typed, changedFields(saved, typed))).toEqual({ position: 'Director' });
  });

  it('clears with null', () => {
    const typed = { ...saved, position: ' ', organization: null, stageId: null };
    const change = changeOf(typed, changedFields(saved, typed));
    expect(change).toEqual({ position: null, organizationId: null, stageId: null });
  });

  it('leaves blank lines out', () => {
    const typed: ContactForm = { ...saved, emails: [...saved.emails, 'b@example.com', ' '] };
    expect(changeOf(typed, ['emails'])).toEqual({ emails: ['aneta@example.com', 'b@example.com'] });
  });

  it('a line added and left blank is no change', () => {
    expect(
      changedFields(saved, { ...saved, numbers: [...saved.numbers, { number: '', kind: 'work' }] }),
    ).toEqual([]);
  });

  it('tags in another order are no change, numbers in another order are', () => {
    const numbers = [{ number: '+48225550142', kind: 'work' } as const, ...saved.numbers];
    expect(changedFields(saved, { ...saved, tagIds: ['wholesale', 'vip'] })).toEqual([]);
    expect(changedFields({ ...saved, numbers }, { ...saved, numbers: numbers.toReversed() })).toEqual([
      'numbers',
    ]);
  });
});

describe('two people saving', () => {
  it('different fields go together', () => {
    const { merged, contested } = mergeForms(
      saved,
      { ...saved, position: 'Director' },
      { ...saved, stageId: 'won' },
    );
    expect(merged).toMatchObject({ position: 'Director', stageId: 'won' });
    expect(contested).toEqual([]);
  });

  it('the same field asks a person', () => {
    const { contested } = mergeForms(
      saved,
      { ...saved, position: 'Director' },
      { ...saved, position: 'Owner' },
    );
    expect(contested).toEqual(['position']);
  });

  it('the same change made twice asks nobody', () => {
    const both = { ...saved, position: 'Director' };
    expect(mergeForms(saved, both, both).contested).toEqual([]);
  });
});
