import type { AccountKind, AccountRole, Section, UserAccess, UserCard, UserRole } from '../../api/users.ts';

/** The parts of the product with marks, in the order of the menu (A30). */
export const sections: readonly Section[] = [
  'visitors',
  'contacts',
  'deals',
  'tickets',
  'meetings',
  'campaigns',
  'messages',
  'calls',
  'analytics',
  'balance',
  'settings',
  'domains',
  'tariffs',
];
export const accountKinds: readonly AccountKind[] = ['customer', 'partner'];
export const accountLevels = ['manager', 'reader', 'admin'] as const;
export type AccountLevel = (typeof accountLevels)[number];

/** The access card as it is edited. */
export interface AccessForm extends Required<Omit<UserAccess, 'role' | 'responsibleId'>> {
  readonly role: UserRole;
  readonly responsibleId: string | null;
}
export type AccessField = keyof AccessForm;

export function accessOf(card: UserCard): AccessForm {
  return {
    role: card.role,
    responsibleId: card.responsible?.id ?? null,
    dataAccess: card.dataAccess,
    channelId: card.channel?.id ?? null,
    branchId: card.branch?.id ?? null,
    departmentId: card.department?.id ?? null,
    groupIds: card.groups.map(({ id }) => id),
    accountRoles: card.accountRoles,
    readableSections: card.readableSections,
    changeableSections: card.changeableSections,
    isChiefManager: card.isChiefManager,
  };
}

/** Another role: a Head answers to the Director, and none but a Manager is a chief manager (A31). */
export function withRole(
  { responsibleId, isChiefManager }: Pick<AccessForm, 'responsibleId' | 'isChiefManager'>,
  role: UserRole,
  directorId: string | null,
): Pick<AccessForm, 'role' | 'responsibleId' | 'isChiefManager'> {
  if (role === 'manager') return { role, responsibleId, isChiefManager };
  return { role, responsibleId: directorId, isChiefManager: false };
}

/** What is sent: the Director's role and whom the Director answers to are nobody's to change here. */
export function accessBody({ role, responsibleId, ...access }: AccessForm): UserAccess {
  return {
    ...access,
    ...(role === 'director' ? {} : { role }),
    ...(role === 'director' || responsibleId === null ? {} : { responsibleId }),
  };
}

/** Which fields two states differ in; the order within a list says nothing. */
export function changedAccess(before: AccessForm, after: AccessForm): readonly AccessField[] {
  const comparable = (value: AccessForm[AccessField]) =>
    JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
  return (Object.keys(before) as AccessField[]).filter(
    (field) => comparable(before[field]) !== comparable(after[field]),
  );
}

type Marks = Pick<AccessForm, 'readableSections' | 'changeableSections'>;

/** The pencil needs the eye: giving the pencil opens the eye, closing the eye takes the pencil. */
export function withMark(marks: Marks, mark: 'eye' | 'pencil', of: readonly Section[], isOn: boolean): Marks {
  const given = (held: readonly Section[]) =>
    sections.filter((one) => held.includes(one) || of.includes(one));
  const taken = (held: readonly Section[]) => held.filter((one) => !of.includes(one));
  if (isOn) {
    return {
      readableSections: given(marks.readableSections),
      changeableSections: mark === 'pencil' ? given(marks.changeableSections) : marks.changeableSections,
    };
  }
  return {
    readableSections: mark === 'eye' ? taken(marks.readableSections) : marks.readableSections,
    changeableSections: taken(marks.changeableSections),
  };
}

export function withAccountRole(
  roles: readonly AccountRole[],
  kind: AccountKind,
  level: AccountLevel,
  isOn: boolean,
): readonly AccountRole[] {
  const role: AccountRole = `${kind}_${level}`;
  return isOn ? [...new Set([...roles, role])] : roles.filter((one) => one !== role);
}
