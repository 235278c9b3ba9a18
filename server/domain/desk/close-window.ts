import type { Deps } from '../shared/deps.ts';

/** The window is gone. A reload opens it again under the same id. */
export function closeWindow({ database }: Deps) {
  return async (input: { readonly userId: string; readonly windowId: string }): Promise<void> => {
    await database.read.windows.close(input.userId, input.windowId);
  };
}
