import type { Deps } from '../shared/deps.ts';

export interface OpenedWindow {
  readonly userId: string;
  readonly windowId: string;
  readonly serverId: string;
  readonly hasFocus: boolean;
  readonly leaseUntil: Date;
}

/** A window's first word, also after each reconnect. */
export function openWindow({ database, clock }: Deps) {
  return async (input: OpenedWindow): Promise<void> => {
    const window = { id: input.windowId, userId: input.userId, serverId: input.serverId };
    await database.read.windows.open(window, input.hasFocus ? clock.now() : null, input.leaseUntil);
  };
}
