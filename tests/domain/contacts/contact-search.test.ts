import { describe, expect, it } from 'vitest';
import { readSearch } from '../../../server/domain/contacts/contact-search.ts';

describe('what is typed into the search box', () => {
  it('is nothing to search for when there is nothing but spaces', () => {
    expect(readSearch('', 'PL')).toBeNull();
    expect(readSearch(' \t ', 'PL')).toBeNull();
  });

  it('is words of a name', () => {
    expect(readSearch('Kowalska,  Anna', 'PL')).toEqual({ words: ['kowalska', 'anna'], digits: [] });
  });

  it.each([
    ['500 100 200', '500100200'],
    ['+48 500-100-200', '48500100200'],
    ['0048500100200', '48500100200'],
    ['(22) 555', '22555'],
    ['8 916 123 45 67', '9161234567'],
    ['06 12 34 56 78', '612345678'],
  ])('may be a piece of a number: %s', (text, digits) => {
    expect(readSearch(text, 'PL')?.digits).toContain(digits);
  });

  it('is no number with a letter in it, or with fewer than three digits', () => {
    expect(readSearch('4F', 'PL')?.digits).toEqual([]);
    expect(readSearch('12', 'PL')?.digits).toEqual([]);
  });
});
