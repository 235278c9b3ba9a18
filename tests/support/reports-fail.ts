/** A Deps.report where nothing is to go wrong beside the work: whatever does fails the work, and so the test. */
export function reportsFail(what: string, error: unknown): never {
  throw new Error(what, { cause: error });
}
