/*
 * Reading of header values (RFC 3261 section 25). Nothing here throws: what cannot be read is null, and the caller
 * says what that means.
 */

export interface NameAddress {
  readonly displayName: string | null;
  readonly uri: string;
  /** Header parameters, names in lower case; '' for one without a value. */
  readonly params: ReadonlyMap<string, string>;
}

/** 'a, "b, c" <sip:d,e@f>' → two values: a comma inside quotes or angle brackets does not part. */
export function splitList(value: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isBracketed = false;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (isQuoted) {
      if (char === '\\') at += 1;
      else if (char === '"') isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === '<') isBracketed = true;
    else if (char === '>') isBracketed = false;
    else if (char === ',' && !isBracketed) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** One From, To, Contact, P-Asserted-Identity or Remote-Party-ID value. */
export function parseNameAddress(value: string): NameAddress | null {
  // no two parts that follow each other may take the same character: the time would grow with the square
  const bracketed = /^(?:"((?:[^"\\]|\\.)*)"\s*|([^<"]*))<\s*([^>\s]+)\s*>(.*)$/s.exec(value.trim());
  if (bracketed) {
    const [, quoted, plain, uri = '', rest = ''] = bracketed;
    const displayName = (quoted === undefined ? plain : quoted.replace(/\\(.)/gs, '$1'))?.trim();
    return { displayName: displayName || null, uri, params: parseParams(rest) };
  }
  const bare = /^\s*([a-z][a-z0-9+.-]*:[^\s;?<>"]+)(.*)$/is.exec(value);
  // without angle brackets everything after ';' belongs to the header (section 20.10)
  return bare ? { displayName: null, uri: bare[1] ?? '', params: parseParams(bare[2] ?? '') } : null;
}

export function parseParams(text: string): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /;\s*([^\s;=,]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;,]+))?/g,
  ))
    params.set(name.toLowerCase(), unquote(value));
  return params;
}

export interface SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** Unescaped; for tel: the number with its parameters. */
  readonly user: string;
  readonly host: string;
}

export function parseUri(uri: string): SipUri | null {
  const tel = /^tel:(.+)$/i.exec(uri);
  if (tel) return { scheme: 'tel', user: unescape(tel[1] ?? ''), host: '' };
  const sip = /^(sips?):(?:([^@]*)@)?(\[[^\]]+\]|[^;?:@]+)/i.exec(uri);
  if (!sip) return null;
  const [, scheme = 'sip', userInfo = '', host = ''] = sip;
  return {
    scheme: scheme.toLowerCase() as 'sip' | 'sips',
    user: unescape(userInfo.split(':')[0] ?? ''),
    host: host.toLowerCase(),
  };
}

/** A display name as a quoted string; control characters cannot be written and are left out. */
export function quote(text: string): string {
  // eslint-disable-next-line no-control-regex
  return `"${text.replace(/[\x00-\x1f\x7f]/g, '').replace(/["\\]/g, '\\$&')}"`;
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
}

/** As it stands where the escapes make no text, or hide control characters. */
function unescape(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    // eslint-disable-next-line no-control-regex
    return /[\x00-\x1f\x7f]/.test(plain) ? text : plain;
  } catch {
    return text;
  }
}
