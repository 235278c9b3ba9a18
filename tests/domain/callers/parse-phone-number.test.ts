import { expect, test } from 'vitest';
import { parsePhoneNumber } from '../../../server/domain/callers/parse-phone-number.ts';
import { spellings } from './spellings.ts';

const read = (received: string, country: string): string | null => {
  const number = parsePhoneNumber(received, country);
  if (number === null) return null;
  return number.extension === null ? number.e164 : `${number.e164} x${number.extension}`;
};

test('real spellings of real numbers are read as meant, and nothing else is taken for a number', () => {
  const rows = spellings.map(([received, country, meant]) => ({
    received,
    country,
    meant,
    is: read(received, country),
  }));
  const found = rows.filter((row) => row.is !== null);
  const right = found.filter((row) => row.is === row.meant).length;
  const precision = right / found.length;
  const recall = right / rows.filter((row) => row.meant !== null).length;
  process.stdout.write(
    `${rows.length} spellings: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
  );
  expect(rows.filter((row) => row.is !== row.meant)).toEqual([]);
});

test('what was received is kept beside what was read', () => {
  expect(parsePhoneNumber('22 555 01 00', 'PL')?.received).toBe('22 555 01 00');
});

test('a text of any length costs nothing', () => {
  expect(parsePhoneNumber('6'.repeat(100_000), 'PL')).toBeNull();
});

test('an unknown country still leaves international spellings readable', () => {
  expect(parsePhoneNumber('+48600100200', 'XX')?.e164).toBe('+48600100200');
  expect(parsePhoneNumber('600100200', 'XX')).toBeNull();
});
