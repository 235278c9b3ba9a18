import { describe, expect, test } from 'vitest';
import type { Trunk } from '#domain/trunks/trunk.ts';
import { trunkMatcher } from '../../telephony/inbound/match-trunk.ts';
import { isSameMedia, silentAnswer, silentOffer } from '../../telephony/outbound/hold-description.ts';
import { parseAuthorization } from '../../telephony/registrar/authorization.ts';
import {
  parseNameAddress,
  parseParams,
  parseUri,
  quote,
  splitList,
} from '../../telephony/sip/header-values.ts';
import { parseReason, sipReason } from '../../telephony/sip/reason.ts';

describe('a header value', () => {
  test('is parted at commas outside quotes and brackets', () => {
    expect(splitList('"a, \\"b" <sip:c,d@e>, <tel:+1>;x=1,sip:f@g')).toEqual([
      '"a, \\"b" <sip:c,d@e>',
      '<tel:+1>;x=1',
      'sip:f@g',
    ]);
  });

  test('of an address is read with its name, URI and parameters', () => {
    expect(parseNameAddress('"Jan \\"J\\" K" <sip:a@b;transport=tcp>;tag=1;flag')).toEqual({
      displayName: 'Jan "J" K',
      uri: 'sip:a@b;transport=tcp',
      params: new Map([
        ['tag', '1'],
        ['flag', ''],
      ]),
    });
    expect(parseNameAddress('sip:a@b;tag=1')?.uri).toBe('sip:a@b');
    expect(parseNameAddress('no address')).toBeNull();
  });

  test('of a URI gives user and host unescaped', () => {
    expect(parseUri('sip:%2B48;ext=1:pw@[2001:db8::1]:5060;x')).toMatchObject({
      user: '+48;ext=1',
      host: '[2001:db8::1]',
    });
    expect(parseUri('sip:%E0%A4%A@host')?.user).toBe('%E0%A4%A');
    expect(parseUri('mailto:a@b')).toBeNull();
  });

  test('cannot be broken out of by a name with quotes or line ends', () => {
    expect(quote('a"\r\nEvil: 1\\')).toBe('"a\\"Evil: 1\\\\"');
    expect(sipReason(480, 'a"\r\nb')).toBe('SIP;cause=480;text="a\\"b"');
  });

  test.each([
    ['a name with a gap', `a${' '.repeat(60_000)}b <sip:a@b>`],
    ['spaces that lead nowhere', `${' '.repeat(60_000)}x`],
    ['a word without end', `Digest ${'a'.repeat(60_000)}`],
    ['a word with a gap behind', `Digest a${' '.repeat(60_000)}b`],
    ['quotes that do not close', `Digest ${'a="\\",'.repeat(8_000)}`],
    ['semicolons', ';'.repeat(60_000)],
  ])('of any length is read in no time: %s', (_, value) => {
    const started = performance.now();
    for (const read of [parseNameAddress, parseAuthorization, parseParams, splitList, parseUri]) read(value);
    expect(performance.now() - started).toBeLessThan(250);
  });

  test('keeps escaped control characters escaped', () => {
    expect(parseUri('sip:800%00@host')?.user).toBe('800%00');
    expect(parseUri('sip:1%0d%0aEvil@host')?.user).toBe('1%0d%0aEvil');
  });

  test('of Reason tells code and words', () => {
    expect(parseReason('Q.850;cause=16, SIP;cause=200;text="Call completed elsewhere"').text).toBe(
      'Call completed elsewhere',
    );
    expect(parseReason('SIP;cause=486')).toEqual({ sipCode: 486, text: null });
    expect(parseReason(null)).toEqual({ sipCode: null, text: null });
  });
});

describe('an address', () => {
  const trunk = (name: string, position: number, host: string, allowedSources: string[]): Trunk =>
    ({ name, position, host, allowedSources }) as unknown as Trunk;

  test('belongs to the trunk with the narrowest range, to the first of equals, or to nobody', () => {
    const match = trunkMatcher([
      trunk('wide', 0, 'a', ['10.0.0.0/8', 'not an address', '10.1.0.0/99']),
      trunk('narrow', 1, 'b', ['10.1.2.0/24']),
      trunk('narrow too', 2, 'c', ['10.1.2.0/24']),
      trunk('by host', 3, '192.0.2.7', []),
      trunk('six', 4, 'd', ['2001:db8::/32']),
    ]);
    expect(match('10.9.9.9')?.name).toBe('wide');
    expect(match('10.1.2.3')?.name).toBe('narrow');
    expect(match('::ffff:10.1.2.3')?.name).toBe('narrow');
    expect(match('192.0.2.7')?.name).toBe('by host');
    expect(match('2001:db8::5')?.name).toBe('six');
    expect(match('192.0.2.8')).toBeNull();
    expect(match('rubbish')).toBeNull();
  });
});

describe('a description for a party who must wait', () => {
  const offer =
    'v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n' +
    'm=audio 4000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n' +
    'm=video 4002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n';

  test('accepts the audio, keeps it silent, and refuses the rest', () => {
    const answer = silentAnswer(offer, '192.0.2.1');
    expect(answer).toContain('m=audio 9 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=inactive\r\n');
    expect(answer).toContain('m=video 0 RTP/AVP 96');
    expect(answer).toContain('c=IN IP4 192.0.2.1');
    expect(answer).not.toContain('sendrecv');
  });

  test('offers what any telephone can answer', () => {
    expect(silentOffer('2001:db8::1')).toContain('c=IN IP6 2001:db8::1\r\n');
  });

  test('is the same media whatever its version and order of attributes', () => {
    expect(isSameMedia(offer, offer.replace('- 1 1', '- 1 2').replace('a=sendrecv\r\n', ''))).toBe(true);
    expect(isSameMedia(offer, offer.replace('4000', '4004'))).toBe(false);
  });
});
