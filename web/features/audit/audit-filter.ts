import type { LocationQuery } from 'vue-router';
import type { AuditEntry, AuditFilter } from '../../api/audit.ts';

/** As it stands in the address: days as the person chose them. */
export interface AuditChoice {
  readonly actorId: string | null;
  readonly action: AuditEntry['action'] | null;
  readonly outcome: AuditEntry['outcome'] | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly search: string;
}

const aDay = /^\d{4}-\d{2}-\d{2}$/;

export function choiceOf(query: LocationQuery, actions: readonly AuditEntry['action'][]): AuditChoice {
  const one = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : null);
  const day = (name: string) => (aDay.test(one(name) ?? '') ? one(name) : null);
  return {
    actorId: one('who'),
    action: actions.find((action) => action === query['what']) ?? null,
    outcome: (['done', 'refused'] as const).find((outcome) => outcome === query['outcome']) ?? null,
    fromDay: day('from'),
    toDay: day('to'),
    search: one('search') ?? '',
  };
}

export function queryOf(choice: AuditChoice): Record<string, string> {
  const query: Record<string, string | null> = {
    who: choice.actorId,
    what: choice.action,
    outcome: choice.outcome,
    from: choice.fromDay,
    to: choice.toDay,
    search: choice.search || null,
  };
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Days of this window's zone, both included, as the instants the server is asked for. */
export function filterOf({ fromDay, toDay, ...choice }: AuditChoice): AuditFilter {
  return { ...choice, from: midnight(fromDay, 0), to: midnight(toDay, 1) };
}

function midnight(day: string | null, daysLater: number): string | null {
  if (day === null) return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
