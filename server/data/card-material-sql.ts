import { aroundIds, labelsJson } from './access-sql.ts';
import { callerCardJson, ticketOwners } from './caller-card-sql.ts';

/** Columns of a CardMaterial: who calls, as found when the call came, and what is known of the contact it is tied to. */
export function whoCalls(call: string, at: string): string {
  return `${currentHits(call)} AS hits,
    ${call}.direction = 'inbound' AND coalesce(
      (SELECT NOT pi.is_identification_on FROM projects pi WHERE pi.id = ${call}.project_id), false) AS "isIdentificationSkipped",
    ${callerCardJson(`${call}.contact_id`, at)} AS facts`;
}

/** What was found when the call came, with the reach of today; whatever is gone is left out. */
function currentHits(call: string): string {
  const reach = (
    row: string,
    kind: string,
  ) => `jsonb_build_object('ownerId', ${row}.owner_id, 'accountKind', ${kind},
      'labels', ${labelsJson(row)}::jsonb)`;
  return `(SELECT coalesce(jsonb_agg(CASE WHEN hk.id IS NOT NULL
        THEN h.hit || ${reach('hk', 'hk.account_kind')} || jsonb_build_object('managerIds',
          ARRAY(SELECT hm.user_id FROM contact_managers hm WHERE hm.contact_id = hk.id))
        ELSE h.hit || ${reach('ho', 'ho.kind')} END ORDER BY h.place), '[]'::jsonb)
    FROM jsonb_array_elements(${call}.identification) WITH ORDINALITY h (hit, place)
      LEFT JOIN contacts hk ON hk.id = (h.hit ->> 'contactId')::uuid
      LEFT JOIN organizations ho ON ho.id = (h.hit ->> 'organizationId')::uuid AND h.hit ->> 'contactId' IS NULL
    WHERE hk.id IS NOT NULL OR ho.id IS NOT NULL)`;
}

/**
 * Ids of those around the user whom the reach is asked about for the card: everybody where it may show a company's people,
 * of any owner; of a large team only a few else.
 */
export function peopleOnCard(call: string, user: string): string {
  const contacts = `ARRAY(SELECT (h.hit ->> 'contactId')::uuid FROM jsonb_array_elements(${call}.identification) h (hit))
          || ${call}.contact_id`;
  return `CASE
        WHEN EXISTS (SELECT FROM jsonb_array_elements(${call}.identification) h (hit) WHERE h.hit ->> 'contactId' IS NULL)
        THEN ${aroundIds(user)}
        ELSE ${user}.responsible_id || ARRAY(SELECT kc.owner_id FROM contacts kc WHERE kc.id = ANY (${contacts}))
          || ${ticketOwners(contacts)} END`;
}
