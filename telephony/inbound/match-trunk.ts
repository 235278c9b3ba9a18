import { BlockList, isIP } from 'node:net';
import type { Trunk } from '#domain/trunks/trunk.ts';

/** Whose INVITE it is by the address it came from; null is nobody's, and gets no service (T4). */
export type MatchTrunk = (address: string) => Trunk | null;

/** The narrowest range decides; of two equal ones the trunk that stands first. */
export function trunkMatcher(trunks: readonly Trunk[]): MatchTrunk {
  const ranges = trunks
    .flatMap((trunk) => sourcesOf(trunk).flatMap((source) => readRange(source, trunk) ?? []))
    .sort((one, other) => other.prefix - one.prefix || one.trunk.position - other.trunk.position);
  return (address) => {
    const plain = address.replace(/^::ffff:/i, '');
    const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
    return ranges.find(({ list }) => list.check(plain, family))?.trunk ?? null;
  };
}

function sourcesOf(trunk: Trunk): readonly string[] {
  return trunk.allowedSources.length > 0 ? trunk.allowedSources : [trunk.host];
}

interface Range {
  readonly list: BlockList;
  readonly prefix: number;
  readonly trunk: Trunk;
}

/** A single address is a range of one; whatever is neither (a host name) matches nothing. */
function readRange(source: string, trunk: Trunk): Range | null {
  const [network = '', length] = source.trim().split('/');
  const version = isIP(network);
  if (version === 0) return null;
  const bits = version === 6 ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits) return null;
  const list = new BlockList();
  list.addSubnet(network, prefix, version === 6 ? 'ipv6' : 'ipv4');
  // IPv6 ranges compare with IPv6 ranges only, so their longer prefixes do no harm
  return { list, prefix, trunk };
}
