import { BlockList, isIPv4, isIPv6, SocketAddress } from 'node:net';

export type ReadRange =
  | { readonly kind: 'range'; readonly range: string }
  /** The address is one inside of a network; `network` is the one it is in. */
  | { readonly kind: 'inside_network'; readonly network: string }
  | { readonly kind: 'not_a_range' };

/**
 * A network as a person writes it, as CIDR: '10.1.0.0/16', '2001:db8::/32'; an address alone is a network of one.
 * IPv4 addresses written as IPv6 ('::ffff:10.1.0.0/112') are the IPv4 network they are.
 */
export function readRange(text: string): ReadRange {
  const [, address = '', length] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const bytes = bytesOf(address);
  if (!bytes) return { kind: 'not_a_range' };
  // what stands in front of an IPv4 address in IPv6
  const isMapped = isIPv6(address) && bytes.length === 4;
  const bits = length === undefined ? bytes.length * 8 : Number(length) - (isMapped ? MAPPED_BITS : 0);
  if (bits < 0 || bits > bytes.length * 8) return { kind: 'not_a_range' };
  const network = bytes.map((byte, index) => byte & maskByte(bits - index * 8));
  const range = `${textOf(network)}/${bits}`;
  const isNetwork = network.every((byte, index) => byte === bytes[index]);
  return isNetwork ? { kind: 'range', range } : { kind: 'inside_network', network: range };
}

/** Whether an address may come in; `ranges` are such as `readRange` makes, anything else matches nothing. */
export function matchRanges(ranges: readonly string[]): (address: string) => boolean {
  // apart: a BlockList sees IPv4 addresses in IPv6 networks too
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of ranges) {
    const read = readRange(text);
    if (read.kind !== 'range') continue;
    const [network = '', bits] = read.range.split('/');
    const family = isIPv4(network) ? 'ipv4' : 'ipv6';
    lists[family].addSubnet(network, Number(bits), family);
  }
  return (address) => {
    const bytes = bytesOf(address.replace(/%.*$/, ''));
    if (bytes === null) return false;
    const family = bytes.length === 4 ? 'ipv4' : 'ipv6';
    return lists[family].check(textOf(bytes), family);
  };
}

const MAPPED_BITS = 96;
const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** Of the byte that begins this many bits before the end of the prefix. */
const maskByte = (bits: number): number => (0xff00 >> Math.min(8, Math.max(0, bits))) & 0xff;

/** Four or sixteen; an IPv4 address in IPv6 is four. Null: no address. */
function bytesOf(address: string): number[] | null {
  if (isIPv4(address)) return address.split('.').map(Number);
  if (!isIPv6(address) || address.includes('%')) return null;
  const bytes = sixteenBytes(address);
  return MAPPED_PREFIX.every((byte, index) => bytes[index] === byte) ? bytes.slice(12) : bytes;
}

function sixteenBytes(address: string): number[] {
  // an IPv4 address at the end is its two last groups
  const groups = address.replace(/[\d.]+\.[\d.]+$/, (last) => {
    const [a = 0, b = 0, c = 0, d = 0] = last.split('.').map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = groups.split('::');
  const [before, after] = [head, tail ?? ''].map((half) => half.split(':').filter((group) => group !== ''));
  const middle = Array<string>(8 - before!.length - after!.length).fill('0');
  return [...before!, ...middle, ...after!].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function textOf(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bytes[2 * index]! << 8) | bytes[2 * index + 1]!).toString(16),
  );
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}
