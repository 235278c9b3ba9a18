/** 'Digest a="b", c=d' → scheme and fields, names in lower case. */
export interface AuthorizationFields {
  readonly scheme: string;
  readonly values: ReadonlyMap<string, string>;
}

export function parseAuthorization(header: string): AuthorizationFields | null {
  const head = /^\s*([A-Za-z]+)\s+(.*)$/s.exec(header);
  if (!head) return null;
  const values = new Map<string, string>();
  for (const [, name = '', quoted, token] of (head[2] ?? '').matchAll(
    // a name begins after a separator: a long word is not tried again from each of its letters
    /(?:^|[\s,])([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g,
  ))
    if (!values.has(name.toLowerCase()))
      values.set(name.toLowerCase(), quoted === undefined ? (token ?? '') : quoted.replace(/\\(.)/g, '$1'));
  return { scheme: (head[1] ?? '').toLowerCase(), values };
}
