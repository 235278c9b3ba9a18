import { readRange } from './address-range.ts';

/** Whom tries from this address are counted against: in IPv6 whoever has one address has a whole /64. */
export function networkOf(address: string): string {
  const read = readRange(`${address}/64`);
  if (read.kind === 'not_a_range') return address;
  return read.kind === 'range' ? read.range : read.network;
}
