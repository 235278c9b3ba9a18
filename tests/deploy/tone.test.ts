import { expect, test } from 'vitest';
import { aLaw, targetOf } from '../../deploy/local/tone.ts';

test('A-law of well-known samples (ITU-T G.711 table 1a)', () => {
  expect(aLaw(0)).toBe(0xd5);
  expect(aLaw(-1)).toBe(0x55);
  expect(aLaw(32_767)).toBe(0xaa);
  expect(aLaw(-32_768)).toBe(0x2a);
});

/** Decoding by the same table gives back about what went in. */
test.each([-30_000, -6000, -777, -40, 40, 512, 1000, 4096, 6000, 12_345])(
  'a sample of %i survives',
  (sample) => {
    const code = aLaw(sample) ^ 0x55;
    const segment = (code & 0x70) >> 4;
    const step = code & 0x0f;
    const magnitude = segment === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1);
    const decoded = code & 0x80 ? magnitude : -magnitude;
    expect(Math.abs(decoded - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16));
  },
);

const sdp = (lines: string): string => `v=0\r\nc=IN IP4 192.0.2.7\r\n${lines}`;
test('sound goes where the description says', () => {
  expect(targetOf(sdp('m=audio 4000 RTP/AVP 0 8 101\r\n'))).toEqual({ host: '192.0.2.7', port: 4000 });
});
test.each([
  'm=audio 4000 RTP/AVP 0\r\n',
  'm=audio 0 RTP/AVP 8\r\n',
  'm=audio 4000 RTP/AVP 8\r\na=sendonly\r\n',
])('none goes to %j', (lines) => expect(targetOf(sdp(lines))).toBeNull());
