import { describe, expect, it } from 'vitest';
import { changedFacts } from '../../../server/domain/audit/changed-facts.ts';

describe('what the log keeps of a change', () => {
  it('is the fields that differ, as they were and as they are', () => {
    const before = { name: 'Ada', phone: null, groups: ['north'] };
    const after = { name: 'Ada', phone: '+48225550001', groups: ['north', 'south'] };
    expect(changedFacts(before, after)).toEqual({
      before: { phone: null, groups: ['north'] },
      after: { phone: '+48225550001', groups: ['north', 'south'] },
    });
  });

  it('is nothing when nothing differs', () => {
    expect(changedFacts({ name: 'Ada', groups: ['a'] }, { groups: ['a'], name: 'Ada' })).toBeNull();
  });

  it('names a field that only one of the two has', () => {
    expect(changedFacts({}, { name: 'Ada' })).toEqual({ before: { name: null }, after: { name: 'Ada' } });
  });
});
