import type { AccountKind, UserCard } from '../../api/users.ts';
import { formatList } from '../../composables/lists.ts';
import { counted, text } from '../../composables/useText.ts';
import type { MessageKey } from '../../locales/en.ts';
import { sections, type AccessForm, type AccountLevel } from './access-form.ts';

type Summary = UserCard['sees'];
type Names = Summary['limits'];

/** All the sentence is made of; `colleagues` null: counted by the server only once it is saved. */
export type Seen = Omit<Summary, 'colleagues'> & {
  readonly colleagues: Summary['colleagues'] | null;
  readonly isChief: boolean;
};

export function seenOf(card: UserCard): Seen {
  return { ...card.sees, isChief: card.isChiefManager };
}

/** What the card will say once `form` is saved. */
export function seenAfter(card: UserCard, form: AccessForm, limits: Names): Seen {
  const { role } = form;
  const seesAll = role === 'director' || form.isChiefManager;
  const isSameTeam =
    card.sees.kind === 'team' && role === card.role && form.responsibleId === (card.responsible?.id ?? null);
  return {
    kind: seesAll ? 'all' : form.dataAccess,
    colleagues: isSameTeam ? card.sees.colleagues : null,
    // branch, department and groups do not limit a Director; a channel does (A10)
    limits: role === 'director' ? { ...limits, branch: null, department: null, groups: [] } : limits,
    accounts: {
      customer: accountReach(form, 'customer'),
      partner: accountReach(form, 'partner'),
    },
    sections: seesAll
      ? { readable: sections, changeable: sections }
      : { readable: form.readableSections, changeable: form.changeableSections },
    isChief: form.isChiefManager,
  };
}

/** Without the eye or the pencil on contacts no account role opens any. */
function accountReach(form: AccessForm, kind: AccountKind): Summary['accounts'][AccountKind] {
  const has = (level: AccountLevel) => form.accountRoles.includes(`${kind}_${level}`);
  const change = has('admin') ? 'all' : has('manager') ? 'reach' : 'none';
  const read = change === 'all' || has('reader') ? 'all' : change;
  return {
    read: form.readableSections.includes('contacts') ? read : 'none',
    change: form.changeableSections.includes('contacts') ? change : 'none',
  };
}

/** What this user sees, in sentences: whose records, which accounts, which sections. */
export function seesWords(seen: Seen): readonly string[] {
  const reach = reachWords(seen);
  if (seen.kind === 'all') return [`${reach}.`];
  return [`${[reach, ...accountWords(seen.accounts)].join('; ')}.`, ...sectionWords(seen.sections)];
}

function reachWords({ kind, isChief, colleagues, limits }: Seen): string {
  const whose = kind === 'all' && isChief ? 'chief' : kind;
  const what = whose === 'team' ? teamWords(colleagues) : text(`users.sees.${whose}`);
  const { groups } = limits;
  const told = [
    ...(['channel', 'branch', 'department'] as const).map((label) =>
      limits[label] === null ? null : text(`users.sees.${label}`, { name: limits[label] }),
    ),
    groups.length === 0
      ? null
      : text(groups.length === 1 ? 'users.sees.group' : 'users.sees.anyGroup', {
          names: formatList(groups, 'disjunction'),
        }),
  ].filter((part) => part !== null);
  return told.length === 0 ? what : text('users.sees.in', { what, limits: formatList(told) });
}

function teamWords(colleagues: Seen['colleagues']): string {
  if (colleagues === null) return text('users.sees.teamUnknown');
  const { count, names } = colleagues;
  if (count === 0) return text('users.sees.teamAlone');
  const unnamed = count - names.length;
  const told =
    unnamed > 0 && names.length > 0
      ? counted('users.sees.teamMore', unnamed, { names: names.join(', ') })
      : formatList(names);
  return counted('users.sees.team', count, { names: told });
}

/** Both kinds in one clause when the same holds of them. */
function accountWords({ customer, partner }: Summary['accounts']): readonly string[] {
  const [ofCustomers, ofPartners] = [clauseOf(customer), clauseOf(partner)];
  if (ofCustomers === ofPartners) return [text(ofCustomers, { kind: text('users.sees.kind.both') })];
  return [
    text(ofCustomers, { kind: text('users.sees.kind.customer') }),
    text(ofPartners, { kind: text('users.sees.kind.partner') }),
  ];
}

function clauseOf({ read, change }: Summary['accounts'][AccountKind]): MessageKey {
  if (change === 'all') return 'users.sees.accountsAdmin';
  if (read === 'all') {
    return change === 'reach' ? 'users.sees.accountsReaderManager' : 'users.sees.accountsReader';
  }
  if (read === 'none') return 'users.sees.accountsNone';
  return change === 'none' ? 'users.sees.accountsWithin' : 'users.sees.accountsManager';
}

function sectionWords({ readable, changeable }: Summary['sections']): readonly string[] {
  const readOnly = readable.filter((one) => !changeable.includes(one));
  const open =
    changeable.length === sections.length
      ? text('users.sees.sectionsAll')
      : counted('users.sees.sections', readable.length, { of: sections.length });
  const told =
    readOnly.length === 0
      ? open
      : text('users.sees.readOnly', {
          what: open,
          names: formatList(readOnly.map((one) => text(`access.section.${one}`))),
        });
  const closed = (['contacts', 'calls', 'meetings'] as const).filter((one) => !readable.includes(one));
  return [`${told}.`, ...closed.map((one) => `${text(`users.sees.closed.${one}`)}.`)];
}
