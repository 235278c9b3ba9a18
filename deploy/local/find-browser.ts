import { findProgram } from './find-program.ts';

/** What the tests look through: Chromium, best without its windows, which do a fifth of its work for nobody. */
export function findBrowser(): string | null {
  return findProgram('chromium-headless-shell') ?? findProgram('chromium');
}
