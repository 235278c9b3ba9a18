import type { Deps } from '../shared/deps.ts';

export interface ClosedWindow {
  readonly userId: string;
  readonly windowId: string;
  readonly serverId: string;
}

/** The window is gone. A reload opens it again under the same id, perhaps at another server. */
export function closeWindow({ database }: Deps) {
  return async (input: ClosedWindow): Promise<void> => {
    await database.read.windows.close(input.userId, input.windowId, input.serverId);
  };
}
