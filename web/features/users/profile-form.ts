import type { UserCard, UserChange } from '../../api/users.ts';

/** The profile as it is typed. A password is no part of it: what is typed is kept, and passwords must not be. */
export interface ProfileForm {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly extension: string;
}
export type ProfileField = keyof ProfileForm;

export function profileOf(card: UserCard): ProfileForm {
  return {
    name: card.name,
    email: card.email,
    phone: card.phone ?? '',
    extension: card.extension ?? '',
  };
}

export function changedProfile(before: ProfileForm, after: ProfileForm): readonly ProfileField[] {
  return (Object.keys(before) as ProfileField[]).filter((field) => before[field] !== after[field]);
}

/** What is sent of the changed fields: absent keeps, null clears. */
export function profileChange(form: ProfileForm, changed: readonly ProfileField[]): UserChange {
  return Object.fromEntries(
    changed.map((field) => {
      const value = form[field].trim();
      return [field, value === '' && (field === 'phone' || field === 'extension') ? null : value];
    }),
  );
}
