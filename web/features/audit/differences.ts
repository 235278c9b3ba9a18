import type { AuditEntry } from '../../api/audit.ts';
import { isWritten } from '../../composables/field-problems.ts';
import { formatList } from '../../composables/lists.ts';
import { formatNumber, text } from '../../composables/useText.ts';

export interface Difference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

type Facts = NonNullable<AuditEntry['before']>;
type Fact = Facts[string];

/** Field by field, what it was and what it became; empty fields that stayed empty are left out. */
export function differencesOf({
  before,
  after,
}: Pick<AuditEntry, 'before' | 'after'>): readonly Difference[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .map((field) => ({
      field: fieldWords(field),
      before: factWords(field, before?.[field]),
      after: factWords(field, after?.[field]),
    }))
    .filter((one) => one.before !== '' || one.after !== '');
}

export function fieldWords(field: string): string {
  const key = `audit.fieldName.${field}`;
  return isWritten(key) ? text(key) : field;
}

/** Where the words of a field's values stand. */
const valueWords: Readonly<Record<string, string>> = {
  role: 'users.role',
  status: 'users.status',
  dataAccess: 'users.dataAccessName',
  readableSections: 'access.section',
  changeableSections: 'access.section',
  accountRoles: 'audit.accountRole',
  kind: 'settings.channelKind',
  locale: 'audit.language',
  decision: 'audit.decision',
  means: 'audit.means',
};

function factWords(field: string, fact: Fact | undefined): string {
  if (fact === undefined || fact === null || fact === '') return '';
  if (typeof fact === 'boolean') return text(fact ? 'audit.yes' : 'audit.no');
  if (typeof fact === 'number') return formatNumber(fact);
  if (typeof fact === 'string') return valueOf(field, fact);
  if (Array.isArray(fact))
    return formatList(fact.map((one) => factWords(field, one)).filter((one) => one !== ''));
  const { name, ...others } = fact as Facts;
  if (typeof name === 'string') return name;
  return Object.entries(others)
    .map(([part, value]) => [fieldWords(part), factWords(part, value)] as const)
    .filter(([, value]) => value !== '')
    .map(([part, value]) => `${part}: ${value}`)
    .join(', ');
}

function valueOf(field: string, value: string): string {
  const key = `${valueWords[field]}.${value}`;
  return valueWords[field] !== undefined && isWritten(key) ? text(key) : value;
}
