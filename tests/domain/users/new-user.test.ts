import { describe, expect, it } from 'vitest';
import type { Colleague } from '../../../server/domain/access/viewer.ts';
import { DomainError } from '../../../server/domain/shared/domain-error.ts';
import {
  loginsOf,
  type NewUserContext,
  type NewUserInput,
  readNewUser,
} from '../../../server/domain/users/new-user.ts';
import { aViewer } from '../../support/access/viewers.ts';

const director: Colleague = { userId: 'director', role: 'director', responsibleId: null };
const head: Colleague = { userId: 'head', role: 'head', responsibleId: 'director' };
const manager: Colleague = { userId: 'manager', role: 'manager', responsibleId: 'head' };

const whole = {
  name: ' Nina Nowak ',
  email: 'Nina@Example.com',
  extension: '301',
  password: 'correct horse battery',
  role: 'manager',
  responsibleId: 'head',
} as const satisfies NewUserInput;

const read = (input: NewUserInput, given: Partial<NewUserContext> = {}) =>
  readNewUser(input, {
    viewer: aViewer({ userId: 'director', role: 'director' }),
    responsible: head,
    country: 'PL',
    locale: 'pl',
    timeZone: 'Europe/Warsaw',
    ...given,
  });
const refusal = (input: NewUserInput, given: Partial<NewUserContext> = {}) => {
  try {
    read(input, given);
  } catch (error) {
    if (error instanceof DomainError) return error.code === 'invalid' ? error.fields : error.code;
    throw error;
  }
  return null;
};

describe('a new user (A4)', () => {
  it('is read with the author’s language and zone, the address in lower case', () => {
    expect(read(whole)).toMatchObject({
      name: 'Nina Nowak',
      email: 'nina@example.com',
      phone: null,
      isInvited: false,
      login: null,
      locale: 'pl',
      timeZone: 'Europe/Warsaw',
    });
  });

  it.each(['name', 'email', 'password', 'role', 'responsibleId'] as const)(
    'without %s is refused, and the field named',
    (field) => {
      const { [field]: _, ...rest } = whole;
      expect(refusal(rest)).toEqual({ [field]: 'required' });
      if (field === 'name' || field === 'email' || field === 'password')
        expect(refusal({ ...whole, [field]: '' })).toEqual({ [field]: 'required' });
    },
  );

  it('needs a phone or an extension: one is enough, none names both', () => {
    const { extension: _, ...rest } = whole;
    expect(refusal(rest)).toEqual({ phone: 'phone_or_extension', extension: 'phone_or_extension' });
    expect(read({ ...rest, phone: '601 222 333' })).toMatchObject({ phone: '+48601222333' });
  });

  it('needs no password with an invitation, and may have one', () => {
    const { password: _, ...rest } = whole;
    expect(read({ ...rest, isInvited: true }).password).toBeNull();
    expect(read({ ...whole, isInvited: true }).password).toBe(whole.password);
  });

  it('has no password made of the own name', () => {
    expect(refusal({ ...whole, email: 'ninanowak@example.com', password: 'ninanowak-123' })).toEqual({
      password: 'names_you',
    });
  });

  it('has a sign-in name that can stand in a SIP address', () => {
    for (const login of ['a b', 'ö', '-a', 'a@b', 'x'.repeat(41)]) {
      expect(refusal({ ...whole, login })).toEqual({ login: 'not_a_login' });
    }
    expect(read({ ...whole, login: 'Nina.Nowak' }).login).toBe('nina.nowak');
  });

  it('gets a sign-in name of the address, with a number where that is somebody’s', () => {
    expect([1, 2].map(loginsOf('Nina.Nowak+desk@example.com').nth)).toEqual([
      'nina.nowakdesk',
      'nina.nowakdesk2',
    ]);
    expect(loginsOf('"Ж"@example.com').nth(1)).toBe('user');
    expect(loginsOf(`${'a.'.repeat(40)}@example.com`).nth(1)).toMatch(/^[a-z.]{1,36}$/);
  });
});

describe('whom a new user answers to (Terms)', () => {
  it('a Manager to a Head or the Director, a Head to the Director', () => {
    expect(read({ ...whole, responsibleId: 'director' }, { responsible: director }).responsibleId).toBe(
      'director',
    );
    expect(refusal({ ...whole, responsibleId: 'manager' }, { responsible: manager })).toEqual({
      responsibleId: 'not_a_head_or_the_director',
    });
    expect(refusal({ ...whole, role: 'head' })).toEqual({ responsibleId: 'not_the_director' });
    expect(refusal(whole, { responsible: null })).toEqual({ responsibleId: 'not_found' });
  });
});

describe('who creates whom (A5, A31)', () => {
  const by = (given: Parameters<typeof aViewer>[0]) => ({ viewer: aViewer(given) });

  it('a Head Managers who answer to that Head', () => {
    expect(read(whole, by({ userId: 'head', role: 'head' })).role).toBe('manager');
    expect(refusal(whole, by({ userId: 'another', role: 'head' }))).toEqual({ responsibleId: 'not_oneself' });
    expect(
      refusal({ ...whole, role: 'head' }, { ...by({ userId: 'head', role: 'head' }), responsible: director }),
    ).toEqual({ role: 'not_yours_to_give' });
  });

  it('a chief manager Managers of anybody; a Manager nobody', () => {
    expect(read(whole, by({ isChiefManager: true })).responsibleId).toBe('head');
    expect(
      refusal({ ...whole, role: 'head' }, { ...by({ isChiefManager: true }), responsible: director }),
    ).toEqual({
      role: 'not_yours_to_give',
    });
    expect(refusal(whole, by({}))).toBe('forbidden');
  });
});
