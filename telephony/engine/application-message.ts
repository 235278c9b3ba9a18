import { headerName, isResponseLine, type Header } from './sip-message.ts';
import { isToken } from './header-values.ts';

/** What an application wants sent, after its own addressing line. */
export interface ApplicationMessage {
  readonly method: string;
  readonly uri: string;
  /** 0 for a request. */
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

const LOCALHOST = /(sips?:(?:[^@<>\s]*@)?)localhost(?::\d+)?(?=[;>?\s]|$)/i;

/** Undefined when it is no SIP message. The body is the rest of the frame, whatever Content-Length says. */
export function parseApplicationMessage(text: string): ApplicationMessage | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  const head = headEnd < 0 ? text : text.slice(0, headEnd);
  const body = headEnd < 0 ? '' : text.slice(headEnd + 4);
  const [first = '', ...lines] = head.split('\r\n');
  const headers: Header[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const spelling = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (!isToken(spelling)) return undefined;
    const { key, name } = headerName(spelling);
    if (key !== 'content-length') headers.push({ key, name, value: line.slice(colon + 1).trim() });
  }
  const response = isResponseLine(first);
  if (response) return { method: '', uri: '', ...response, headers, body };
  const [method = '', uri = '', version] = first.split(' ');
  if (version !== 'SIP/2.0' || !isToken(method) || uri === '') return undefined;
  return { method, uri, status: 0, reason: '', headers, body };
}

/** drachtio-srf writes `@localhost` where it cannot know the address; the one that is used is put in. */
export function atAddress(value: string, hostport: string): string {
  return value.includes('localhost') ? value.replace(LOCALHOST, `$1${hostport}`) : value;
}

/** Content-Type for a body that came without one; undefined when it cannot be told. */
export function contentTypeFor(message: ApplicationMessage): string | 'given' | 'none' | undefined {
  if (message.body === '') return 'none';
  if (message.headers.some((entry) => entry.key === 'content-type')) return 'given';
  return message.body.startsWith('v=0') ? 'application/sdp' : undefined;
}
