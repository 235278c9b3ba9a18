import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { param, parseUri, type SipUri } from './header-values.ts';
import { withoutBrackets, type Destination, type Protocol } from './transport.ts';

const DEFAULT_SIP_PORT = 5060;
const CACHE_MS = 30_000;
const CACHE_LIMIT = 1_000;
const DNS_TIMEOUT_MS = 1_500;
const DNS_TRIES = 2;
const MAX_TARGETS = 8;

const NAPTR_SERVICES: Record<string, Protocol> = { 'SIP+D2U': 'udp', 'SIP+D2T': 'tcp' };

/** RFC 3263: from a URI to the addresses to try, in order. An empty list means it cannot be reached. */
export class TargetResolver {
  readonly #resolver = new dns.Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
  readonly #cache = new Map<string, { readonly until: number; readonly targets: readonly Destination[] }>();

  constructor(servers?: readonly string[]) {
    if (servers) this.#resolver.setServers(servers);
  }

  /** The usual case, an address, without waiting. */
  resolveNow(text: string): readonly Destination[] | undefined {
    const uri = parseUri(text);
    if (!uri || uri.scheme !== 'sip') return [];
    const protocol = transportOf(uri);
    if (protocol === 'unknown') return [];
    const host = withoutBrackets(param(uri.params, 'maddr') ?? uri.host);
    if (isIP(host))
      return [{ protocol: protocol ?? 'udp', address: host, port: uri.port ?? DEFAULT_SIP_PORT }];
    const known = this.#cache.get(text);
    return known && known.until > Date.now() ? known.targets : undefined;
  }

  async resolve(text: string): Promise<readonly Destination[]> {
    const now = this.resolveNow(text);
    if (now) return now;
    const uri = parseUri(text) as SipUri;
    const protocol = transportOf(uri) as Protocol | undefined;
    const host = param(uri.params, 'maddr') ?? uri.host;
    const targets = (
      uri.port === undefined
        ? ((await this.#byService(host, protocol)) ??
          (await this.#byAddress(host, DEFAULT_SIP_PORT, protocol ?? 'udp')))
        : await this.#byAddress(host, uri.port, protocol ?? 'udp')
    ).slice(0, MAX_TARGETS);
    if (this.#cache.size >= CACHE_LIMIT) this.#cache.clear();
    this.#cache.set(text, { until: Date.now() + CACHE_MS, targets });
    return targets;
  }

  async #byService(
    host: string,
    protocol: Protocol | undefined,
  ): Promise<readonly Destination[] | undefined> {
    for (const service of await this.#services(host, protocol)) {
      const records = await this.#resolver.resolveSrv(service.name).catch(() => []);
      if (records.length === 0) continue;
      const targets: Destination[] = [];
      for (const { name, port } of inSrvOrder(records)) {
        targets.push(...(await this.#byAddress(name, port, service.protocol)));
      }
      return targets;
    }
    return undefined;
  }

  async #services(
    host: string,
    protocol: Protocol | undefined,
  ): Promise<{ name: string; protocol: Protocol }[]> {
    if (protocol !== undefined) return [{ name: `_sip._${protocol}.${host}`, protocol }];
    const naptr = await this.#resolver.resolveNaptr(host).catch(() => []);
    const found = naptr
      .toSorted((a, b) => a.order - b.order || a.preference - b.preference)
      .flatMap((record) => {
        const byService = NAPTR_SERVICES[record.service.toUpperCase()];
        return byService && record.flags.toLowerCase() === 's'
          ? [{ name: record.replacement, protocol: byService }]
          : [];
      });
    if (found.length > 0) return found;
    return (['udp', 'tcp'] as const).map((each) => ({ name: `_sip._${each}.${host}`, protocol: each }));
  }

  async #byAddress(host: string, port: number, protocol: Protocol): Promise<readonly Destination[]> {
    if (isIP(host)) return [{ protocol, address: host, port }];
    // Node's lookup reads /etc/hosts, which c-ares alone would not; the resolver is asked where servers were given.
    const fromServers = await this.#resolver.resolve4(host).catch(() => []);
    const found =
      fromServers.length > 0 ? fromServers : await dns.lookup(host, { all: true, family: 4 }).catch(() => []);
    return found.map((entry) => ({
      protocol,
      address: typeof entry === 'string' ? entry : entry.address,
      port,
    }));
  }
}

function transportOf(uri: SipUri): Protocol | undefined | 'unknown' {
  const name = param(uri.params, 'transport')?.toLowerCase();
  if (name === undefined || name === '') return undefined;
  if (name === 'udp' || name === 'tcp') return name;
  return name === 'ws' || name === 'wss' ? 'ws' : 'unknown';
}

/** RFC 2782: by priority, within it drawn by weight. */
function inSrvOrder<Record extends { priority: number; weight: number }>(
  records: readonly Record[],
): Record[] {
  return records
    .map((record) => ({ record, draw: Math.random() ** (1 / Math.max(record.weight, 0.01)) }))
    .sort((a, b) => a.record.priority - b.record.priority || b.draw - a.draw)
    .map(({ record }) => record);
}
