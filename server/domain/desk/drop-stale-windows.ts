import type { Deps } from '../shared/deps.ts';

/** A sweep: windows whose server died without a word are forgotten. Returns how many. */
export function dropStaleWindows({ database }: Deps) {
  return (input: { readonly now: Date }): Promise<number> => database.read.windows.dropStale(input.now);
}
