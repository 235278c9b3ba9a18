import { describe, expect, it } from 'vitest';
import type { E164 } from '../../../server/domain/callers/phone-number.ts';
import type { ContactView } from '../../../server/domain/contacts/contact.ts';
import { differingFields } from '../../../server/domain/contacts/differing-fields.ts';

const e164 = '+48500100200' as E164;
const current: ContactView = {
  id: 'c',
  firstName: 'Ada',
  lastName: 'Byron',
  name: 'Ada Byron',
  position: null,
  language: 'en',
  organization: { id: 'o', name: 'Engine' },
  stage: null,
  source: null,
  owner: { id: 'u', name: 'User' },
  channel: null,
  branch: null,
  department: null,
  groups: [],
  managers: [],
  tags: [
    { id: 't2', name: 'B' },
    { id: 't1', name: 'A' },
  ],
  numbers: [{ id: 'n', e164, extension: null, received: '500 100 200', kind: 'mobile' }],
  emails: [{ id: 'e', address: 'ada@example.com' }],
  isSpam: false,
  lastActivityAt: null,
  version: 4,
  createdAt: '',
  updatedAt: '',
};

describe('what differs between two people’s changes', () => {
  it('is nothing for what both want alike, and for what is absent', () => {
    expect(differingFields(current, {})).toEqual([]);
    expect(differingFields(current, { firstName: 'Ada', stageId: null, organizationId: 'o' })).toEqual([]);
  });

  it('is not the order of tags, nor another spelling of a number', () => {
    const numbers = [{ e164, extension: null, received: '+48 500-100-200', kind: 'mobile' as const }];
    expect(differingFields(current, { tagIds: ['t1', 't2'], numbers })).toEqual([]);
  });

  it('is named by field', () => {
    const changes = {
      position: 'CEO',
      language: null,
      tagIds: ['t1'],
      emails: [],
      numbers: [],
      isSpam: true,
    };
    expect(differingFields(current, changes)).toEqual([
      'position',
      'language',
      'tagIds',
      'numbers',
      'emails',
      'isSpam',
    ]);
  });
});
