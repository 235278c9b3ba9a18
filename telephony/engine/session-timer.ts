import type { Dialog } from './dialog.ts';
import { param } from './header-values.ts';
import { findHeader, type Header } from './sip-message.ts';
import { SESSION_MARGIN_SECONDS } from './timers.ts';

/** What the engine does when a session's half or whole interval is over. */
export interface SessionKeeper {
  readonly secondMs: number;
  refresh(dialog: Dialog): void;
  sessionExpired(dialog: Dialog): void;
}

export interface SessionExpires {
  readonly seconds: number;
  readonly refresher: 'uac' | 'uas' | undefined;
}

export function sessionExpires(headers: readonly Header[]): SessionExpires | undefined {
  const value = findHeader(headers, 'session-expires');
  const match = value === undefined ? null : /^(\d{1,9})[ \t]*(;.*)?$/.exec(value);
  if (!match) return undefined;
  const refresher = param(match[2] ?? '', 'refresher');
  return {
    seconds: Number(match[1]),
    refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined,
  };
}

/** RFC 4028 §10: refresh at half the interval, or give up shortly before its end. Each refresh seen starts it anew. */
export function armSessionTimer(
  keeper: SessionKeeper,
  dialog: Dialog,
  seconds: number,
  weRefresh: boolean,
): void {
  clearTimeout(dialog.sessionTimer);
  if (dialog.state === 'ended' || seconds <= 0) return;
  dialog.sessionSeconds = seconds;
  dialog.weRefresh = weRefresh;
  const wait = weRefresh ? seconds / 2 : seconds - Math.min(SESSION_MARGIN_SECONDS, seconds / 3);
  dialog.sessionTimer = setTimeout(
    () => (weRefresh ? keeper.refresh(dialog) : keeper.sessionExpired(dialog)),
    wait * keeper.secondMs,
  );
}
