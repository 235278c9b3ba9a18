import { computed, type ComputedRef, type Ref } from 'vue';
import { useDivision, type Division, type Unit } from '../../api/structure.ts';
import type { UserCard } from '../../api/users.ts';

export type LimitField = 'channelId' | 'branchId' | 'departmentId';
type Choice = Pick<Unit, 'id' | 'name'>;

/** What a user can be limited to. */
export interface LimitChoices {
  readonly limits: readonly { readonly field: LimitField; readonly options: readonly Choice[] }[];
  readonly groups: readonly Choice[];
  /** Until then only the card's own groups are known. */
  readonly areGroupsRead: boolean;
}

/** While a list is not read, and for whoever `mayChoose` nothing, at least what the card carries. */
export function useLimitChoices(card: Ref<UserCard>, mayChoose: () => boolean): ComputedRef<LimitChoices> {
  const units: Readonly<Record<Division, ReturnType<typeof useDivision>['data']>> = {
    channels: useDivision('channels', mayChoose).data,
    branches: useDivision('branches', mayChoose).data,
    departments: useDivision('departments', mayChoose).data,
    groups: useDivision('groups', mayChoose).data,
  };
  const choices = (division: Division, carried: readonly Choice[]): readonly Choice[] => {
    const listed = units[division].value?.items ?? [];
    return [...listed, ...carried.filter(({ id }) => !listed.some((one) => one.id === id))];
  };
  const limit = (field: LimitField, division: Division, held: Choice | null) => ({
    field,
    options: choices(division, held === null ? [] : [held]),
  });
  return computed(() => ({
    limits: [
      limit('channelId', 'channels', card.value.channel),
      limit('branchId', 'branches', card.value.branch),
      limit('departmentId', 'departments', card.value.department),
    ],
    groups: choices('groups', card.value.groups),
    areGroupsRead: units.groups.value !== undefined,
  }));
}
