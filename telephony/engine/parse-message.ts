import { isToken, param, parseCseq, parseNameAddr, parseUri, parseVia, splitList } from './header-values.ts';
import { headerName, type Header, type SipMessage } from './sip-message.ts';

/** Why a packet is not a message. `answer` is there when a response can be sent: its status and the raw headers to copy. */
export interface ParseFailure {
  readonly kind: 'failure';
  readonly problem: string;
  readonly answer?: { readonly status: number; readonly reason: string; readonly headers: readonly Header[] };
}

interface StartLine {
  readonly method?: string;
  readonly uri?: string;
  readonly status?: number;
  readonly reason?: string;
  readonly isResponse: boolean;
  readonly problem?: { readonly status: number; readonly reason: string };
}

export const MAX_HEADERS = 256;
const HEAD_END = Buffer.from('\r\n\r\n');
const ONCE_ONLY = new Set(['call-id', 'from', 'to', 'cseq', 'max-forwards']);
const REQUEST_LINE = /^(\S+) (\S+) SIP\/(\d+)\.(\d+)$/i;
const STATUS_LINE = /^SIP\/2\.0 (\d{3})(?: (.*))?$/i;
const ANSWERABLE = new Set(['via', 'from', 'to', 'call-id', 'cseq']);

/** One datagram, WebSocket message or framed stretch of a stream. Never throws. */
export function parseMessage(packet: Buffer): SipMessage | ParseFailure {
  let begin = 0;
  while (packet[begin] === 13 && packet[begin + 1] === 10) begin += 2;
  const end = packet.indexOf(HEAD_END, begin);
  if (end <= begin) return failure('no end of headers');
  const lines = packet.toString('utf8', begin, end).split('\r\n');
  const start = parseStartLine(lines[0] as string);
  if (!start) return failure('no start line');
  const headers = parseHeaders(lines);
  if (typeof headers === 'string') return failure(headers);
  const refuse = (status: number, reason: string): ParseFailure =>
    refusal(start, headers.list, status, reason);
  if (start.problem) return refuse(start.problem.status, start.problem.reason);
  if (headers.problem) return refuse(400, headers.problem);

  const body = packet.subarray(end + HEAD_END.length);
  const length = contentLength(headers.list);
  if (length === undefined || (length !== 'none' && length > body.length))
    return refuse(400, 'Bad Content-Length');
  return assemble(
    start,
    headers.list,
    length === 'none' ? body : body.subarray(0, length),
    packet.length - begin,
    refuse,
  );
}

function assemble(
  start: StartLine,
  headers: Header[],
  body: Buffer,
  size: number,
  refuse: (status: number, reason: string) => ParseFailure,
): SipMessage | ParseFailure {
  let viaValue, from, to, callId, cseqValue;
  for (const { key, value } of headers) {
    if (key === 'via') viaValue ??= value;
    else if (key === 'from') from = value;
    else if (key === 'to') to = value;
    else if (key === 'call-id') callId = value;
    else if (key === 'cseq') cseqValue = value;
  }
  if (viaValue === undefined || !from || !to || !callId || !cseqValue)
    return refuse(400, 'Missing Mandatory Header');
  const via = parseVia(viaValue.includes(',') ? (splitList(viaValue)[0] as string) : viaValue);
  const fromParsed = parseNameAddr(from);
  const toParsed = parseNameAddr(to);
  const cseq = parseCseq(cseqValue);
  if (!via) return failure('Bad Via');
  if (!fromParsed) return refuse(400, 'Bad From');
  if (!toParsed) return refuse(400, 'Bad To');
  if (!cseq) return refuse(400, 'Bad CSeq');
  if (/\s/.test(callId)) return refuse(400, 'Bad Call-ID');
  const common = {
    headers,
    body,
    via,
    callId,
    from,
    fromTag: param(fromParsed.params, 'tag') ?? '',
    to,
    toTag: param(toParsed.params, 'tag') ?? '',
    cseq: cseq.number,
    cseqMethod: cseq.method,
    size,
  };
  if (start.isResponse) {
    return { kind: 'response', status: start.status as number, reason: start.reason as string, ...common };
  }
  const method = start.method as string;
  if (cseq.method !== method) return refuse(400, 'CSeq Method Mismatch');
  return { kind: 'request', method, uri: start.uri as string, ...common };
}

function parseStartLine(line: string): StartLine | undefined {
  const status = STATUS_LINE.exec(line);
  if (status) {
    const code = Number(status[1]);
    return code >= 100 && code < 700
      ? { isResponse: true, status: code, reason: status[2] ?? '' }
      : undefined;
  }
  if (/^SIP\//i.test(line)) return undefined;
  const request = REQUEST_LINE.exec(line);
  if (!request) {
    // Looks like a request line that was damaged: it can be told so.
    const looksLikeRequest = /^[A-Za-z]+[ \t]+\S.*SIP\/2\.0[ \t]*$/.test(line);
    const method = line.split(/[ \t]/, 1)[0] as string;
    return looksLikeRequest
      ? { isResponse: false, method, problem: { status: 400, reason: 'Bad Request Line' } }
      : undefined;
  }
  const [, method, uri, major, minor] = request as unknown as [string, string, string, string, string];
  const parts = { isResponse: false, method, uri };
  if (major !== '2' || minor !== '0')
    return { ...parts, problem: { status: 505, reason: 'Version Not Supported' } };
  const parsed = isToken(method) ? parseUri(uri) : undefined;
  if (!parsed || parsed.hasHeaders || /[<>"]/.test(uri)) {
    return { ...parts, problem: { status: 400, reason: 'Bad Request-URI' } };
  }
  return parts;
}

function parseHeaders(lines: string[]): { list: Header[]; problem?: string } | string {
  const list: Header[] = [];
  const seen = new Set<string>();
  let problem: string | undefined;
  for (let index = 1; index < lines.length; index += 1) {
    let line = lines[index] as string;
    while (index + 1 < lines.length && isFold(lines[index + 1] as string)) {
      index += 1;
      line = `${line} ${(lines[index] as string).trim()}`;
    }
    const colon = line.indexOf(':');
    const spelling = colon < 0 ? '' : trimEnd(line.slice(0, colon));
    if (!isToken(spelling)) {
      problem ??= 'Bad Header';
      continue;
    }
    if (list.length >= MAX_HEADERS) return 'too many headers';
    const { key, name } = headerName(spelling);
    if (ONCE_ONLY.has(key)) {
      if (seen.has(key)) problem ??= `Repeated ${name}`;
      seen.add(key);
    }
    list.push({ key, name, value: line.slice(colon + 1).trim() });
  }
  return problem === undefined ? { list } : { list, problem };
}

function isFold(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 32 || first === 9;
}

function trimEnd(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last === 32 || last === 9 ? text.trimEnd() : text;
}

/** 'none' without the header, undefined when it is not a number or said twice with different values. */
export function contentLength(headers: readonly Header[]): number | 'none' | undefined {
  let found: number | 'none' = 'none';
  for (const { key, value } of headers) {
    if (key !== 'content-length') continue;
    if (!/^\d{1,9}$/.test(value)) return undefined;
    const length = Number(value);
    if (found !== 'none' && found !== length) return undefined;
    found = length;
  }
  return found;
}

function failure(problem: string): ParseFailure {
  return { kind: 'failure', problem };
}

function refusal(start: StartLine, headers: readonly Header[], status: number, reason: string): ParseFailure {
  const copied = headers.filter((entry) => ANSWERABLE.has(entry.key));
  const keys = new Set(copied.map((entry) => entry.key));
  const canAnswer = !start.isResponse && start.method !== 'ACK' && keys.size === ANSWERABLE.size;
  return canAnswer
    ? { kind: 'failure', problem: reason, answer: { status, reason, headers: copied } }
    : failure(reason);
}
