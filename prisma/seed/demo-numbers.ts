import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Dice } from './deterministic.ts';

export type DemoCountry = 'PL' | 'RU' | 'DE' | 'GB' | 'US';

/** How mobile and office numbers begin in each country, and how many digits follow. */
const PLANS: Record<DemoCountry, { mobile: readonly Plan[]; office: readonly Plan[] }> = {
  PL: {
    mobile: [
      ['+4850', 7],
      ['+4860', 7],
      ['+4869', 7],
      ['+4888', 7],
    ],
    office: [
      ['+4822', 7],
      ['+4812', 7],
      ['+4871', 7],
    ],
  },
  RU: {
    mobile: [
      ['+7903', 7],
      ['+7916', 7],
      ['+7921', 7],
    ],
    office: [
      ['+7495', 7],
      ['+7812', 7],
    ],
  },
  DE: {
    mobile: [
      ['+49151', 8],
      ['+49171', 7],
      ['+49160', 7],
    ],
    office: [
      ['+4930', 8],
      ['+4989', 8],
    ],
  },
  GB: {
    mobile: [
      ['+447700900', 3],
      ['+4477', 8],
    ],
    office: [
      ['+44207946', 4],
      ['+44161496', 4],
    ],
  },
  US: {
    mobile: [
      ['+121255501', 2],
      ['+131255501', 2],
      ['+141555501', 2],
    ],
    office: [
      ['+164655501', 2],
      ['+120655501', 2],
    ],
  },
};
type Plan = readonly [prefix: string, digits: number];

/** Numbers that the numbering plans hold valid, no two alike. */
export function demoNumbers(dice: Dice): (country: DemoCountry, kind: 'mobile' | 'office') => string {
  const given = new Set<string>();
  return (country, kind) => {
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      const [prefix, digits] = dice.pick(PLANS[country][kind]);
      const number = prefix + Array.from({ length: digits }, () => dice.roll(10)).join('');
      if (given.has(number) || !parsePhoneNumberFromString(number)?.isValid()) continue;
      given.add(number);
      return number;
    }
    throw new Error(`no more ${kind} numbers in ${country}`);
  };
}

/** As a person of that country would have typed it. */
export function asTyped(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatNational() ?? e164;
}
