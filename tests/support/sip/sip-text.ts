/** A SIP message as a telephone at the other end reads it: on purpose not the product's own parser. */
export interface SipText {
  /** Null for a response. */
  readonly method: string | null;
  readonly uri: string;
  /** 0 for a request. */
  readonly status: number;
  readonly body: string;
  /** The first header of that name, '' if there is none. */
  header(name: string): string;
  headers(name: string): readonly string[];
}

const COMPACT: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
};

export function readSipText(text: string): SipText | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const response = /^SIP\/2\.0 (\d{3})/.exec(first);
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first);
  if (!response && !request) return null;
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const short = line.slice(0, colon).trim().toLowerCase();
    const name = COMPACT[short] ?? short;
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return {
    method: request?.[1] ?? null,
    uri: request?.[2] ?? '',
    status: Number(response?.[1] ?? 0),
    body: text.slice(end + 4),
    header: (name) => headers.get(name)?.[0] ?? '',
    headers: (name) => headers.get(name) ?? [],
  };
}

export function writeSipText(
  firstLine: string,
  headers: readonly (readonly [string, string])[],
  body = '',
): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [firstLine, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

/** The address between < and >, or the whole without its parameters. */
export function uriIn(header: string): string {
  return /<([^>]+)>/.exec(header)?.[1] ?? header.split(';')[0] ?? '';
}

export function tagIn(header: string): string {
  return /;tag=([^;>\s]+)/.exec(header)?.[1] ?? '';
}

export function hostAndPort(uri: string): { host: string; port: number } {
  const [, host = '127.0.0.1', port] = /^sips?:(?:[^@]*@)?([^:;>]+)(?::(\d+))?/.exec(uri) ?? [];
  return { host, port: Number(port ?? 5060) };
}
