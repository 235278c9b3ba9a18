import { useQuery } from '@tanstack/vue-query';
import { get, send } from './http.ts';
import type { Channel, Installation, StructureUnit } from '../../server/http/schemas/structure.ts';

export type { InUse } from '../../server/http/schemas/structure.ts';
/** Each has the same routes; channels have a type besides the name. */
export type Division = 'channels' | 'branches' | 'departments' | 'groups';
export type ChannelKind = Channel['kind'];
export interface Unit extends StructureUnit {
  readonly kind?: ChannelKind;
}
export type UnitFields = Pick<Unit, 'name' | 'kind'>;

/** `isWanted` false: the lists are not this user's to read, or not needed. */
export function useDivision(division: Division, isWanted: () => boolean = () => true) {
  return useQuery({
    queryKey: ['structure', division],
    queryFn: () => get<{ readonly items: readonly Unit[] }>(`/${division}`),
    staleTime: 60_000,
    enabled: isWanted,
  });
}

export function addUnit(division: Division, unit: UnitFields): Promise<Unit> {
  return send('POST', `/${division}`, { body: unit });
}

export function changeUnit(division: Division, id: string, unit: UnitFields): Promise<Unit> {
  return send('PATCH', `/${division}/${id}`, { body: unit });
}

export function removeUnit(division: Division, id: string): Promise<unknown> {
  return send('DELETE', `/${division}/${id}`);
}

export function turnChannels(areChannelsOn: boolean): Promise<Installation> {
  return send('PUT', '/installation', { body: { areChannelsOn } });
}
