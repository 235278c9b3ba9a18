import { splitList, type Via } from './header-values.ts';

export interface Header {
  /** Lower case, never the compact form. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

interface Common {
  headers: readonly Header[];
  body: Buffer;
  readonly via: Via;
  readonly callId: string;
  readonly from: string;
  readonly fromTag: string;
  readonly to: string;
  readonly toTag: string;
  readonly cseq: number;
  readonly cseqMethod: string;
  readonly size: number;
}

export interface SipRequest extends Common {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
}

export interface SipResponse extends Common {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

/** RFC 3261 §7.3.3 and the compact forms registered since. */
const COMPACT: Record<string, string> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  n: 'identity-info',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
};

const IRREGULAR_NAMES: Record<string, string> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  rseq: 'RSeq',
  rack: 'RAck',
  'min-se': 'Min-SE',
  'mime-version': 'MIME-Version',
  'www-authenticate': 'WWW-Authenticate',
};

const names = new Map<string, { readonly key: string; readonly name: string }>();
const NAME_CACHE_LIMIT = 2000;

/** Expands compact forms and spells known names the usual way; extension headers (X-, P-) keep their spelling. */
export function headerName(spelling: string): { readonly key: string; readonly name: string } {
  const known = names.get(spelling);
  if (known) return known;
  const lower = spelling.toLowerCase();
  const key = COMPACT[lower] ?? lower;
  const keepsSpelling = /^[XP]-/.test(spelling);
  const name = keepsSpelling
    ? spelling
    : (IRREGULAR_NAMES[key] ?? key.replace(/(^|-)[a-z]/g, (text) => text.toUpperCase()));
  const entry = { key, name };
  if (names.size < NAME_CACHE_LIMIT) names.set(spelling, entry);
  return entry;
}

export function header(name: string, value: string): Header {
  const entry = headerName(name);
  return { key: entry.key, name: entry.name, value };
}

export function findHeader(headers: readonly Header[], key: string): string | undefined {
  for (const entry of headers) if (entry.key === key) return entry.value;
  return undefined;
}

/** All values of a list header, split at commas, in order. */
export function listHeader(headers: readonly Header[], key: string): string[] {
  const values: string[] = [];
  for (const entry of headers) {
    if (entry.key !== key) continue;
    for (const part of splitList(entry.value)) if (part !== '') values.push(part);
  }
  return values;
}

export function hasOption(headers: readonly Header[], key: string, option: string): boolean {
  for (const entry of headers) {
    if (
      entry.key === key &&
      entry.value
        .toLowerCase()
        .split(/[\s,]+/)
        .includes(option)
    )
      return true;
  }
  return false;
}

export function startLine(message: SipMessage): string {
  return message.kind === 'request'
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`;
}

/** The message as text: what goes up to an application. */
export function textOf(message: SipMessage): string {
  return renderText(
    startLine(message),
    message.headers,
    message.body.length === 0 ? '' : message.body.toString('utf8'),
  );
}

/** Content-Length is always the engine's own. */
export function renderText(start: string, headers: readonly Header[], body: string): string {
  const length = body === '' ? 0 : Buffer.byteLength(body, 'utf8');
  return `${renderHead(start, headers, length)}${body}`;
}

export function renderHead(start: string, headers: readonly Header[], contentLength: number): string {
  let text = `${start}\r\n`;
  for (const entry of headers) {
    if (entry.key !== 'content-length') text += `${entry.name}: ${entry.value}\r\n`;
  }
  return `${text}Content-Length: ${contentLength}\r\n\r\n`;
}

export function isResponseLine(
  line: string,
): { readonly status: number; readonly reason: string } | undefined {
  const match = /^SIP\/2\.0 (\d{3})(?: (.*))?$/.exec(line);
  const status = Number(match?.[1]);
  return match && status >= 100 && status < 700 ? { status, reason: match[2] ?? '' } : undefined;
}
