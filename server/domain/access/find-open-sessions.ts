import type { AccessDeps } from './access-deps.ts';

/** Of these sessions, the ones that still let their user in. */
export function findOpenSessions({ sessions, clock }: Pick<AccessDeps, 'sessions' | 'clock'>) {
  return (input: { readonly sessionIds: readonly string[] }): Promise<readonly string[]> =>
    sessions.stillOpen(input.sessionIds, clock.now());
}
