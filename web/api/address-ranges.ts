import { get, send } from './http.ts';
import type { AddressRange, NewAddressRange } from '../../server/http/schemas/address-ranges.ts';

export type { AddressRange, AddressRangeProblem } from '../../server/http/schemas/address-ranges.ts';

export function listAddressRanges(): Promise<{ readonly items: readonly AddressRange[] }> {
  return get('/address-ranges');
}

export function addAddressRange(range: NewAddressRange): Promise<AddressRange> {
  return send('POST', '/address-ranges', { body: range });
}

export function removeAddressRange(id: string): Promise<unknown> {
  return send('DELETE', `/address-ranges/${id}`);
}
