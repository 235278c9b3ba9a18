import { describe, expect, it } from 'vitest';
import { createSeals } from '../server/platform/seals.ts';

const seals = createSeals('a key of thirty-two characters or more');

describe('seals', () => {
  it('gives back what it sealed, and never seals alike', () => {
    const sealed = seals.seal('totp', 'JBSWY3DPEHPK3PXP');
    expect(seals.unseal('totp', sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect(seals.seal('totp', 'JBSWY3DPEHPK3PXP')).not.toBe(sealed);
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP');
  });

  it('refuses what was sealed for something else, with another key, or changed', () => {
    const sealed = seals.seal('totp', 'secret');
    const changed = (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
    expect(() => seals.unseal('mail', sealed)).toThrow();
    expect(() => createSeals('another key of thirty-two characters').unseal('totp', sealed)).toThrow();
    expect(() => seals.unseal('totp', changed)).toThrow();
    expect(() => seals.unseal('totp', '')).toThrow();
    expect(() => seals.unseal('totp', sealed.slice(0, 20))).toThrow();
  });

  it('signs the same text alike for one purpose only', () => {
    expect(seals.sign('activation', 'x')).toBe(seals.sign('activation', 'x'));
    expect(seals.sign('activation', 'x')).not.toBe(seals.sign('other', 'x'));
  });
});
