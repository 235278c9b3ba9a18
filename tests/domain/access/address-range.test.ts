import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchRanges, readRange } from '../../../server/domain/access/address-range.ts';

describe('a range of addresses', () => {
  it.each([
    ['10.1.0.0/16', '10.1.0.0/16'],
    [' 192.0.2.7 ', '192.0.2.7/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:db8:0:0:0:0:0:1', '2001:db8::1/128'],
    ['::/0', '::/0'],
    ['::ffff:10.1.0.0/112', '10.1.0.0/16'],
    ['::ffff:192.0.2.7', '192.0.2.7/32'],
    ['64:ff9b::192.0.2.0/120', '64:ff9b::c000:200/120'],
  ])('%s is read as %s', (text, range) => {
    expect(readRange(text)).toEqual({ kind: 'range', range });
  });

  it.each([
    ['10.1.2.3/16', '10.1.0.0/16'],
    ['192.0.2.1/0', '0.0.0.0/0'],
    ['2001:db8::1/32', '2001:db8::/32'],
    ['::ffff:10.1.2.3/112', '10.1.0.0/16'],
  ])('%s is refused, and the network it is in is named: %s', (text, network) => {
    expect(readRange(text)).toEqual({ kind: 'inside_network', network });
  });

  it.each([
    '',
    'office',
    '10.1.0.0/33',
    '10.1/16',
    '10.1.0.0/',
    '10.1.0.0/-1',
    '10.01.0.0/16',
    '1.2.3.4.5/8',
  ])('is not %j', (text) => expect(readRange(text)).toEqual({ kind: 'not_a_range' }));
  it.each([
    '2001:db8::/129',
    '::ffff:10.0.0.0/95',
    'fe80::1%eth0/64',
    '2001::db8::/32',
    '10.0.0.0/8/8',
    '/8',
  ])('is not %j either', (text) => expect(readRange(text)).toEqual({ kind: 'not_a_range' }));

  it.each([
    [['10.1.0.0/16'], '10.1.255.255', true],
    [['10.1.0.0/16'], '10.2.0.0', false],
    [['10.1.0.0/16'], '::ffff:10.1.2.3', true],
    [['10.1.0.0/16'], '::ffff:a01:203', true],
    [['10.1.0.0/16'], '::10.1.2.3', false],
    [['2001:db8::/32'], '2001:db8:ffff::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['fe80::/10'], 'fe80::1%eth0', true],
    [['::/0'], '10.1.2.3', false],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['10.1.0.0/16', '192.0.2.7/32'], '192.0.2.7', true],
    [[], '127.0.0.1', false],
    [['10.1.0.0/16'], 'unknown', false],
    [['10.1.0.0/16'], '', false],
    [['rubbish', '10.1.2.3/16'], '10.1.2.3', false],
  ])('of %j, %s is in: %s', (ranges, address, isIn) => {
    expect(matchRanges(ranges)(address)).toBe(isIn);
  });

  it('contains just the addresses that begin with its bits', () => {
    const ipv4 = fc.tuple(...[1, 2, 3, 4].map(() => fc.nat(255)));
    fc.assert(
      fc.property(ipv4, ipv4, fc.integer({ min: 0, max: 32 }), (one, other, bits) => {
        const read = readRange(`${one.join('.')}/${bits}`);
        const range = read.kind === 'inside_network' ? read.network : read.kind === 'range' && read.range;
        const begin = (bytes: number[]) =>
          bytes
            .map((byte) => byte.toString(2).padStart(8, '0'))
            .join('')
            .slice(0, bits);
        expect(matchRanges([String(range)])(other.join('.'))).toBe(begin(one) === begin(other));
        expect(matchRanges([String(range)])(one.join('.'))).toBe(true);
      }),
    );
  });
});
