const USUAL = 44;

/**
 * Which worlds are dealt: the same ones day by day, so that a red run is about the change at hand. `ACCESS_SEED=random`
 * deals others, and says which in what it finds; `ACCESS_SEED=…` deals those again.
 */
export function seedOf(env: NodeJS.ProcessEnv = process.env): number {
  const given = env['ACCESS_SEED'];
  return given === 'random' ? Date.now() % 2 ** 31 : Number(given ?? USUAL);
}
