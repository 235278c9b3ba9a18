import { counted } from '../../composables/useText.ts';

export const countedKinds = [
  'users',
  'contacts',
  'organizations',
  'tickets',
  'meetings',
  'calls',
  'runningCalls',
  'ledUsers',
] as const;
export type CountedKind = (typeof countedKinds)[number];

/** '3 contacts', '1 meeting': in a fixed order, without what there is none of. */
export function countWords(counts: Readonly<Partial<Record<CountedKind, number>>>): readonly string[] {
  return countedKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [counted(`users.counted.${kind}`, count)];
  });
}
