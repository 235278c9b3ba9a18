import type { CallerHit } from './caller-identity.ts';
import type { RawHit } from './caller-store.ts';

/** Best first (T12), each with its reasons (T15). With an agent, the contacts that agent manages come before others. */
export function rankHits(
  _hits: readonly RawHit[],
  _context: { readonly agentId: string | null; readonly extension: string | null; readonly at: Date },
): readonly CallerHit[] {
  throw new Error('being written');
}
