/** The few header values an engine must understand, read by hand: each function is linear in the length of its input. */

export interface NameAddr {
  readonly uri: string;
  /** Everything from the first header parameter on, with its semicolon; empty when there is none. */
  readonly params: string;
}

export interface Via {
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly branch: string;
  /** `rport` is there, with or without a value. */
  readonly wantsRport: boolean;
}

export interface SipUri {
  readonly scheme: string;
  readonly user: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly params: string;
  readonly hasHeaders: boolean;
}

const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
const VIA =
  /^SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*(\S+)[ \t]+(\[[0-9A-Fa-f:.]+\]|[^\s;:,[\]]+)(?:[ \t]*:[ \t]*(\d{1,5}))?[ \t]*(?:;|$)/i;
const CSEQ = /^(\d{1,10})[ \t]+(\S+)$/;
const MAX_CSEQ = 2 ** 31 - 1;

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Splits at commas that stand outside quotes and angle brackets. */
export function splitList(value: string): string[] {
  if (!value.includes(',')) return [value];
  const parts: string[] = [];
  let start = 0;
  let inQuotes = false;
  let inAngle = false;
  for (let index = 0; index < value.length; index += 1) {
    const char = value[index];
    if (inQuotes) {
      if (char === '\\') index += 1;
      else if (char === '"') inQuotes = false;
    } else if (char === '"') inQuotes = true;
    else if (char === '<') inAngle = true;
    else if (char === '>') inAngle = false;
    else if (char === ',' && !inAngle) {
      parts.push(value.slice(start, index).trim());
      start = index + 1;
    }
  }
  parts.push(value.slice(start).trim());
  return parts;
}

/** From, To, Contact, Route and their like. Undefined when the quoting or the brackets do not close. */
export function parseNameAddr(value: string): NameAddr | undefined {
  let open = -1;
  for (let index = 0; index < value.length; index += 1) {
    const char = value[index];
    if (char === '"') {
      index = endOfQuotes(value, index);
      if (index < 0) return undefined;
    } else if (char === '<') {
      open = index;
      break;
    } else if (char === ';') break;
  }
  if (open < 0) {
    if (value.includes('"') && value.indexOf('"') < firstOf(value, ';')) return undefined;
    const end = firstOf(value, ';');
    const uri = value.slice(0, end).trim();
    // RFC 3261 §20: a URI with a comma, question mark or semicolon needs its brackets, and display names need them too.
    if (uri === '' || /[\s<>",?]/.test(uri)) return undefined;
    return { uri, params: value.slice(end) };
  }
  const close = value.indexOf('>', open);
  if (close < 0) return undefined;
  const uri = value.slice(open + 1, close).trim();
  if (uri === '' || /[\s<"]/.test(uri)) return undefined;
  const params = value.slice(close + 1).trim();
  if (params !== '' && params[0] !== ';') return undefined;
  return { uri, params };
}

function endOfQuotes(value: string, start: number): number {
  for (let index = start + 1; index < value.length; index += 1) {
    const char = value[index];
    if (char === '\\') index += 1;
    else if (char === '"') return index;
  }
  return -1;
}

function firstOf(value: string, char: string): number {
  const index = value.indexOf(char);
  return index < 0 ? value.length : index;
}

/** The value of `;name=value`, '' for `;name` alone, undefined when it is not there. Names are compared without case. */
export function param(params: string, name: string): string | undefined {
  if (params === '') return undefined;
  let inQuotes = false;
  let start = -1;
  for (let index = 0; index <= params.length; index += 1) {
    const char = params[index];
    if (inQuotes && index < params.length) {
      if (char === '\\') index += 1;
      else if (char === '"') inQuotes = false;
    } else if (char === '"') inQuotes = true;
    else if (char === ';' || index >= params.length) {
      if (start >= 0) {
        const found = matchParam(params.slice(start, index), name);
        if (found !== undefined) return found;
      }
      start = index + 1;
    }
  }
  return undefined;
}

function matchParam(text: string, name: string): string | undefined {
  const equals = text.indexOf('=');
  const key = (equals < 0 ? text : text.slice(0, equals)).trim();
  if (key.length !== name.length || key.toLowerCase() !== name) return undefined;
  return equals < 0 ? '' : text.slice(equals + 1).trim();
}

export function tagOf(value: string): string {
  const parsed = parseNameAddr(value);
  return parsed ? (param(parsed.params, 'tag') ?? '') : '';
}

export function parseVia(value: string): Via | undefined {
  const match = VIA.exec(value);
  if (!match) return undefined;
  const semicolon = value.indexOf(';');
  const params = semicolon < 0 ? '' : value.slice(semicolon);
  const port = match[3] === undefined ? undefined : Number(match[3]);
  if (port !== undefined && (port === 0 || port > 65535)) return undefined;
  return {
    transport: (match[1] as string).toUpperCase(),
    host: match[2] as string,
    port,
    branch: param(params, 'branch') ?? '',
    wantsRport: param(params, 'rport') !== undefined,
  };
}

export function parseCseq(value: string): { readonly number: number; readonly method: string } | undefined {
  const match = CSEQ.exec(value);
  if (!match) return undefined;
  const number = Number(match[1]);
  return number <= MAX_CSEQ ? { number, method: match[2] as string } : undefined;
}

export function parseUri(text: string): SipUri | undefined {
  const colon = text.indexOf(':');
  if (colon <= 0) return undefined;
  const scheme = text.slice(0, colon).toLowerCase();
  if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) return undefined;
  let rest = text.slice(colon + 1);
  if (scheme !== 'sip' && scheme !== 'sips') {
    return { scheme, user: rest, host: '', port: undefined, params: '', hasHeaders: false };
  }
  let user = '';
  const at = rest.lastIndexOf('@', firstOf(rest, '?'));
  if (at >= 0) {
    user = rest.slice(0, at);
    rest = rest.slice(at + 1);
  }
  const question = rest.indexOf('?');
  const hasHeaders = question >= 0;
  if (hasHeaders) rest = rest.slice(0, question);
  const semicolon = firstOf(rest, ';');
  const params = rest.slice(semicolon);
  const hostport = rest.slice(0, semicolon);
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(hostport);
  if (!match) return undefined;
  const port = match[2] === undefined ? undefined : portOf(match[2]);
  if (match[2] !== undefined && port === undefined) return undefined;
  return { scheme, user, host: match[1] as string, port, params, hasHeaders };
}

function portOf(text: string): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port <= 65535 ? port : undefined;
}
