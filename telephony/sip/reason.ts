import { quote } from './header-values.ts';

/** The Reason header of RFC 3326: why a CANCEL or BYE was sent. */
export interface HangupReason {
  readonly sipCode: number | null;
  readonly text: string | null;
}

export function parseReason(header: string | null): HangupReason {
  if (header === null) return { sipCode: null, text: null };
  const cause = /^\s*SIP\s*;.*?cause\s*=\s*(\d{3})/is.exec(header)?.[1];
  const text = /;\s*text\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1];
  return {
    sipCode: cause === undefined ? null : Number(cause),
    text: text === undefined ? null : text.replace(/\\(.)/g, '$1').slice(0, 200),
  };
}

export function sipReason(cause: number, text: string): string {
  return `SIP;cause=${cause};text=${quote(text)}`;
}

export const ANSWERED_ELSEWHERE = sipReason(200, 'Call completed elsewhere');
