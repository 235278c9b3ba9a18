import { labelsJson } from './access-sql.ts';
import { iso } from './pg-statement.ts';

/**
 * Rows of RawHit for an E.164 number: every place where it stands, each by one index. Contacts rejected for the number
 * ('not this person') are left out.
 */
export function callerHits(number: string): string {
  // a promise is no interaction, and may lie ahead; the call that keeps it is one
  const lastOf = (contact: string) =>
    iso(
      `(SELECT max(t.occurred_at) FROM timeline_entries t WHERE t.contact_id = ${contact} AND t.kind <> 'meeting')`,
    );
  const managers = `ARRAY(SELECT m.user_id::text FROM contact_managers m WHERE m.contact_id = c.id)`;
  const notRejected = `NOT EXISTS (SELECT FROM rejected_callers r WHERE r.e164 = ${number} AND r.contact_id = c.id)`;
  return `(
    SELECT 'contact' AS kind, c.id AS "contactId", c.organization_id AS "organizationId", c.full_name AS name,
      o.name AS "organizationName", c.owner_id AS "ownerId", ${managers} AS "managerIds",
      c.account_kind AS "accountKind", ${labelsJson('c')} AS labels,
      n.kind::text AS "numberKind", n.extension, ${lastOf('c.id')} AS "lastInteractionAt"
    FROM contact_numbers n JOIN contacts c ON c.id = n.contact_id LEFT JOIN organizations o ON o.id = c.organization_id
    WHERE n.e164 = ${number} AND ${notRejected}
    LIMIT 50
  ) UNION ALL (
    SELECT 'organization', NULL, o.id, o.name, o.name, o.owner_id, '{}', o.kind, ${labelsJson('o')}, NULL, n.extension, NULL
    FROM organization_numbers n JOIN organizations o ON o.id = n.organization_id
    WHERE n.e164 = ${number}
  ) UNION ALL (
    SELECT 'range', NULL, o.id, o.name, o.name, o.owner_id, '{}', o.kind, ${labelsJson('o')}, NULL, NULL, NULL
    FROM generate_series(2, length(${number})) size
      JOIN number_ranges n ON n.prefix = left(${number}, size) AND n.length = length(${number})
      JOIN organizations o ON o.id = n.organization_id
  ) UNION ALL (
    SELECT DISTINCT ON (c.id) 'mention', c.id, c.organization_id, c.full_name, o.name, c.owner_id, ${managers},
      c.account_kind, ${labelsJson('c')}, NULL, NULL, ${lastOf('c.id')}
    FROM number_mentions n JOIN contacts c ON c.id = n.contact_id LEFT JOIN organizations o ON o.id = c.organization_id
    WHERE n.e164 = ${number} AND ${notRejected}
    LIMIT 10
  )`;
}
