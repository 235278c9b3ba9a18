/** What is dialled before a foreign number, where it is not ITU's recommended '00'. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  US: ['011'],
  CA: ['011'],
  PR: ['011'],
  JM: ['011'],
  RU: ['810', '00'],
  KZ: ['810', '00'],
  BY: ['810', '00'],
  TM: ['810', '00'],
  UZ: ['00', '810'],
  JP: ['010', '00'],
  KR: ['001', '002', '00700', '00'],
  AU: ['0011'],
  HK: ['001'],
  SG: ['001', '000'],
  TH: ['001', '00'],
  BR: ['0015', '0014', '0021', '0031', '0041', '00'],
};

/** The international prefix the digits begin with, as dialled from the country; null without. */
export function internationalPrefix(digits: string, country: string): string | null {
  const known = prefixes[country] ?? ['00'];
  return known.find((prefix) => digits.startsWith(prefix)) ?? null;
}
