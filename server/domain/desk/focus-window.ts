import type { Deps } from '../shared/deps.ts';

/** The window came to the front: from now on the pop is its. */
export function focusWindow({ database, clock }: Deps) {
  return async (input: { readonly userId: string; readonly windowId: string }): Promise<void> => {
    await database.read.windows.focus(input.userId, input.windowId, clock.now());
  };
}
