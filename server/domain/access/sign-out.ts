import type { AccessDeps } from './access-deps.ts';

/** The session is over; again changes nothing. */
export function signOut({ sessions }: Pick<AccessDeps, 'sessions'>) {
  return async (input: { readonly sessionId: string }): Promise<void> => {
    await sessions.delete(input.sessionId);
  };
}
