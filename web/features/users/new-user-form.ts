import type { NewUser } from '../../api/users.ts';

export interface NewUserForm {
  readonly name: string;
  readonly email: string;
  readonly login: string;
  readonly phone: string;
  readonly extension: string;
  readonly role: 'head' | 'manager';
  readonly responsibleId: string;
  readonly isInvited: boolean;
  readonly password: string;
}
export type NewUserField = keyof NewUserForm;

export const nothingTyped = {
  name: '',
  email: '',
  login: '',
  phone: '',
  extension: '',
  role: 'manager' as 'head' | 'manager',
  responsibleId: '',
  isInvited: true,
  password: '',
} satisfies NewUserForm;

/** Choices alone are soon made again. */
export function isAnythingTyped(form: Omit<NewUserForm, 'password'>): boolean {
  return (['name', 'email', 'login', 'phone', 'extension'] as const).some((field) => form[field] !== '');
}

/** What is sent: empty fields are left out, so that the server names each (A4). */
export function newUserOf(form: NewUserForm): NewUser {
  const typed = (['name', 'email', 'login', 'phone', 'extension'] as const).flatMap((field) => {
    const value = form[field].trim();
    return value === '' ? [] : [[field, value] as const];
  });
  return {
    ...Object.fromEntries(typed),
    role: form.role,
    ...(form.responsibleId === '' ? {} : { responsibleId: form.responsibleId }),
    ...(form.isInvited ? { isInvited: true } : form.password === '' ? {} : { password: form.password }),
  };
}
