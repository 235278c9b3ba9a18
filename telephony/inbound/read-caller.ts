import type { CallerIdentity } from '#domain/callers/caller-identity.ts';
import { parsePhoneNumber } from '#domain/callers/parse-phone-number.ts';
import type { Trunk } from '#domain/trunks/trunk.ts';
import { type NameAddress, parseNameAddress, parseUri, splitList } from '../sip/header-values.ts';
import type { IncomingRequest } from '../sip/incoming-request.ts';

type Headers = Pick<IncomingRequest, 'header'>;
type Source = CallerIdentity['source'];

/** Who calls, in the order of T10: what a trusted trunk asserts, else what the caller says. */
export function readCaller(request: Headers, trunk: Pick<Trunk, 'isTrusted' | 'country'>): CallerIdentity {
  const asserted = trunk.isTrusted ? addresses(request, 'p-asserted-identity') : [];
  const remote = trunk.isTrusted ? addresses(request, 'remote-party-id') : [];
  const from = addresses(request, 'from');
  const named = [...asserted, ...remote, ...from].find(({ displayName }) => displayName);
  const displayName = named?.displayName?.slice(0, LONGEST_NAME) ?? null;
  const verstat = readVerstat([...asserted, ...from]);
  if (isWithheld(request, from, remote)) return { ...NOBODY, received: from[0]?.uri ?? '', verstat };

  const candidates: readonly (readonly [Source, NameAddress])[] = [
    ...asserted.map((address) => ['p_asserted_identity', address] as const),
    ...remote.map((address) => ['remote_party_id', address] as const),
    ...from.map((address) => ['from', address] as const),
  ];
  for (const [source, { uri }] of candidates) {
    const number = parsePhoneNumber(uri, trunk.country);
    if (!number) continue;
    return { ...number, received: uri, displayName, isWithheld: false, source, verstat };
  }
  const [first] = candidates;
  if (!first) return NOBODY;
  const [source, { uri }] = first;
  return {
    e164: null,
    extension: internalExtension(uri),
    received: uri,
    displayName,
    isWithheld: false,
    source,
    verstat,
  };
}

const LONGEST_NAME = 200;

const NOBODY: CallerIdentity = {
  e164: null,
  extension: null,
  received: '',
  displayName: null,
  isWithheld: true,
  source: 'none',
  verstat: null,
};

function addresses(request: Headers, name: string): NameAddress[] {
  const value = request.header(name);
  return value === undefined ? [] : splitList(value).flatMap((part) => parseNameAddress(part) ?? []);
}

/** Privacy values that hide who calls (RFC 3323, RFC 3325); 'none' and 'history' do not. */
const HIDING = new Set(['id', 'user', 'header']);
const HIDDEN_NAMES = new Set([
  'anonymous',
  'restricted',
  'unavailable',
  'private',
  'withheld',
  'unknown',
  'blocked',
]);

function isWithheld(request: Headers, from: readonly NameAddress[], remote: readonly NameAddress[]): boolean {
  const privacy = (request.header('privacy') ?? '').toLowerCase().split(/[\s;,]+/);
  if (privacy.some((value) => HIDING.has(value))) return true;
  if (remote.some(({ params }) => ['full', 'uri'].includes(params.get('privacy')?.toLowerCase() ?? '')))
    return true;
  return from.some(({ uri }) => {
    const parsed = parseUri(uri);
    return !parsed || parsed.host.endsWith('anonymous.invalid') || isHiddenUser(parsed.user);
  });
}

/** A hidden name beside a number hides nothing: some networks write 'Unavailable' for 'name not known'. */
function isHiddenUser(user: string): boolean {
  return user === '' || HIDDEN_NAMES.has(user.toLowerCase());
}

function internalExtension(uri: string): string | null {
  const user = parseUri(uri)?.user ?? '';
  return /^\d{2,6}$/.test(user) ? user : null;
}

/** RFC 8588 puts it into the user part or among the URI's parameters; some networks among the header's. */
function readVerstat(from: readonly NameAddress[]): string | null {
  for (const { uri, params } of from) {
    const value = /;verstat=([A-Za-z0-9-]{1,64})/i.exec(uri)?.[1] ?? params.get('verstat');
    if (value) return value;
  }
  return null;
}
