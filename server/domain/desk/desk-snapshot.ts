import type { DeskView } from './desk-view.ts';
import type { Deps } from '../shared/deps.ts';

/** The desk as it is now, for a window that opens or reconnects; a pop whose window is gone goes to another. */
export function deskSnapshot(_deps: Deps) {
  return async (_input: { readonly userId: string; readonly windowId: string }): Promise<DeskView> => {
    throw new Error('being written');
  };
}
