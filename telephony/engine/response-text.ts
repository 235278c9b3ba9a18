import { param, parseNameAddr, splitList } from './header-values.ts';
import { header, renderText, type Header, type SipMessage, type SipRequest } from './sip-message.ts';
import type { Source } from './transport.ts';

/** What a response must repeat from its request, RFC 3261 §8.2.6.2. */
const REPEATED = new Set(['via', 'from', 'call-id', 'cseq']);

const REASONS: Record<number, string> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  416: 'Unsupported URI Scheme',
  422: 'Session Interval Too Small',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  487: 'Request Terminated',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  504: 'Server Time-out',
};

export function reasonOf(status: number): string {
  return REASONS[status] ?? 'Unknown';
}

export interface ResponseParts {
  readonly status: number;
  readonly reason?: string;
  readonly toTag: string;
  readonly extra?: readonly Header[];
  readonly body?: string;
}

export function responseText(request: SipRequest, parts: ResponseParts): string {
  const { status, toTag } = parts;
  const repeatsRoute = status > 100 && status < 300;
  const headers: Header[] = [];
  for (const entry of request.headers) {
    if (REPEATED.has(entry.key)) headers.push(entry);
    else if (entry.key === 'record-route' && repeatsRoute) headers.push(entry);
    else if (entry.key === 'timestamp' && status === 100) headers.push(entry);
    else if (entry.key === 'to') {
      const needsTag = request.toTag === '' && toTag !== '' && status > 100;
      headers.push(needsTag ? header('to', `${entry.value};tag=${toTag}`) : entry);
    }
  }
  if (parts.extra) headers.push(...parts.extra);
  return renderText(`SIP/2.0 ${status} ${parts.reason ?? reasonOf(status)}`, headers, parts.body ?? '');
}

/** RFC 3261 §18.2.1 and RFC 3581 §4: notes in the topmost Via where the request really came from. */
export function stampVia(message: SipMessage, source: Source): void {
  const { via } = message;
  const isOther = via.host !== source.address;
  if (!isOther && !via.wantsRport) return;
  const index = message.headers.findIndex((entry) => entry.key === 'via');
  const original = (message.headers[index] as Header).value;
  const [top, ...others] = splitList(original);
  let stamped = (top as string).replace(/;[ \t]*received=[^;]*/i, '');
  if (via.wantsRport)
    stamped = stamped.replace(/;[ \t]*rport(?:[ \t]*=[^;]*)?(?=;|$|[ \t])/i, `;rport=${source.port}`);
  stamped = `${stamped};received=${source.address}`;
  const headers = [...message.headers];
  headers[index] = header('via', [stamped, ...others].join(', '));
  message.headers = headers;
}

/** The tag an application put into a To header of its own, if it did. */
export function chosenTag(headers: readonly Header[]): string {
  for (const entry of headers) {
    if (entry.key !== 'to') continue;
    const parsed = parseNameAddr(entry.value);
    return parsed ? (param(parsed.params, 'tag') ?? '') : '';
  }
  return '';
}
