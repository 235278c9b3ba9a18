import { describe, expect, it } from 'vitest';
import { changesContact, changesOrganization, seesContact, seesOrganization } from './accounts.ts';
import { company, contactOf, labelled, manager, organizationOf, world } from './example.ts';
import { seesTicket } from './tickets.ts';
import { type Contact, type Organization, type User, viewerOf } from './world.ts';

type Can = 'nothing' | 'sees' | 'changes';

/** What Anna, so changed, may do with a contact in a company, and with the company. */
function anna(given: Partial<User>, contact: Partial<Contact>, organization: Partial<Organization> = {}) {
  const users = company([manager('anna', 'helga', given)]);
  const owner = contact.owner ?? 'anna';
  const company1 = organizationOf(owner, organization);
  const one = contactOf(owner, { organization: company1.id, ...contact });
  const viewer = viewerOf(world({ users, contacts: [one], organizations: [company1] }), 'anna');
  const can = (sees: boolean, changes: boolean): Can => (changes ? 'changes' : sees ? 'sees' : 'nothing');
  return {
    contact: can(seesContact(viewer, one), changesContact(viewer, one)),
    organization: can(seesOrganization(viewer, company1), changesOrganization(viewer, company1)),
  };
}
const nothing = { contact: 'nothing', organization: 'nothing' };
const sees = { contact: 'sees', organization: 'sees' };
const changes = { contact: 'changes', organization: 'changes' };

describe('accounts', () => {
  it('A20: with *manager* accounts of that type are changed within the own reach', () => {
    expect(anna({ accountRoles: ['customer_manager'] }, {})).toEqual(changes);
    expect(anna({ accountRoles: ['customer_manager'] }, { owner: 'bruno' })).toEqual(changes);
    expect(anna({ accountRoles: ['customer_manager'] }, { owner: 'cora' })).toEqual(nothing);
    expect(anna({ accountRoles: ['partner_manager'] }, {})).toEqual(nothing);
    expect(anna({ accountRoles: ['partner_manager'] }, {}, { kind: 'partner' })).toEqual(changes);
  });

  it('A20: without a role of the type not even the own accounts are seen', () => {
    expect(anna({ accountRoles: [] }, {})).toEqual(nothing);
    expect(anna({ accountRoles: [], dataAccess: 'everything' }, {})).toEqual(nothing);
  });

  it('A20: a contact in no organization is no account', () => {
    expect(anna({ accountRoles: [] }, { organization: null }).contact).toBe('changes');
    expect(anna({ accountRoles: ['customer_admin'] }, { organization: null, owner: 'cora' }).contact).toBe(
      'nothing',
    );
  });

  it('A20: a reader sees every account of the type and changes none, not even the own', () => {
    expect(anna({ accountRoles: ['customer_reader'] }, { owner: 'cora' })).toEqual(sees);
    expect(anna({ accountRoles: ['customer_reader'] }, {})).toEqual(sees);
    expect(anna({ accountRoles: ['partner_reader'] }, { owner: 'cora' })).toEqual(nothing);
  });

  it('A20: reader and manager together change the own and see the rest', () => {
    expect(anna({ accountRoles: ['customer_reader', 'customer_manager'] }, {})).toEqual(changes);
    expect(anna({ accountRoles: ['customer_reader', 'customer_manager'] }, { owner: 'cora' })).toEqual(sees);
  });

  it('A20: an admin changes every account of the type', () => {
    expect(anna({ accountRoles: ['customer_admin'], dataAccess: 'own' }, { owner: 'cora' })).toEqual(changes);
  });

  it('A14: reader and admin stay within the limits', () => {
    const limited = {
      accountRoles: ['customer_reader', 'customer_admin'] as const,
      labels: labelled({ channel: 'north' }),
    };
    expect(anna(limited, { owner: 'cora' })).toEqual(nothing);
    const north = { labels: labelled({ channel: 'north' }) };
    expect(anna(limited, { owner: 'cora', ...north }, north)).toEqual(changes);
  });

  it('A20: account roles do not bind Directors and chief managers', () => {
    expect(anna({ isChief: true, accountRoles: [] }, { owner: 'cora' })).toEqual(changes);
  });

  it('an organization without an owner is reached by `everything`, reader, admin, chief manager and Director only', () => {
    const ownerless = (given: Partial<User>) => anna(given, {}, { owner: null }).organization;
    expect(ownerless({})).toBe('nothing');
    expect(ownerless({ dataAccess: 'everything' })).toBe('changes');
    expect(ownerless({ dataAccess: 'everything', accountRoles: ['partner_manager'] })).toBe('nothing');
    expect(ownerless({ accountRoles: ['customer_reader'] })).toBe('sees');
    expect(ownerless({ accountRoles: ['customer_admin'] })).toBe('changes');
    expect(ownerless({ isChief: true })).toBe('changes');
  });

  it('A18: an added manager sees and changes the contact, and no more of its organization', () => {
    const added = { owner: 'cora', managers: ['anna'] };
    expect(anna({}, added)).toEqual({ contact: 'changes', organization: 'nothing' });
    expect(anna({ dataAccess: 'own' }, { ...added, organization: null }).contact).toBe('changes');
  });

  it('A18: an added manager stays within limits and account roles', () => {
    const added = { owner: 'cora', managers: ['anna'] };
    expect(anna({ labels: labelled({ branch: 'b1' }) }, added).contact).toBe('nothing');
    expect(anna({ accountRoles: ['partner_manager'] }, added).contact).toBe('nothing');
    expect(anna({ accountRoles: ['customer_reader'] }, added).contact).toBe('sees');
  });

  it('A30: without the eye on contacts there is none, without the pencil none is changed', () => {
    expect(anna({ eyes: ['calls'], pencils: [] }, {})).toEqual(nothing);
    expect(anna({ eyes: ['contacts'], pencils: [] }, {})).toEqual(sees);
    expect(anna({ eyes: [], pencils: ['contacts'] }, {})).toEqual(changes);
  });

  it('A11: a ticket is its owner’s, whoever sees its contact', () => {
    const users = company();
    const ticket = { id: 'ticket', owner: 'cora', contact: 'contact of anna', labels: labelled({}) };
    const all = world({ users, contacts: [contactOf('anna')], tickets: [ticket] });
    expect(seesTicket(viewerOf(all, 'anna'), ticket)).toBe(false);
    expect(seesTicket(viewerOf(all, 'henryk'), ticket)).toBe(true);
  });
});
