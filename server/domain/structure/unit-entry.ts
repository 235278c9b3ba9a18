import type { Actor } from '../access/actor.ts';
import type { AuditEntry, AuditFacts } from '../audit/audit-entry.ts';
import { changedFacts } from '../audit/changed-facts.ts';
import type { Unit, UnitKind } from './unit.ts';

/** What the log keeps of a unit that came (`before` null), changed, or went (`after` null). */
export function unitEntry(
  at: Date,
  actor: Actor,
  kind: UnitKind,
  before: Unit | null,
  after: Unit | null,
): AuditEntry {
  const verb = before === null ? 'created' : after === null ? 'deleted' : 'changed';
  const { id, name } = (after ?? before)!;
  const changed = before && after && changedFacts(factsOf(before), factsOf(after));
  return {
    at,
    actor,
    action: `${kind}:${verb}`,
    outcome: 'done',
    subject: { kind, id, name },
    before: changed ? changed.before : before && factsOf(before),
    after: changed ? changed.after : after && factsOf(after),
  };
}

const factsOf = ({ name, channelKind }: Unit): AuditFacts => ({
  name,
  ...(channelKind && { kind: channelKind }),
});
