import type { CallerStore, OrganizationPerson, RawHit } from '#domain/callers/caller-store.ts';
import type { CallerCardFacts } from '#domain/calls/caller-card-facts.ts';
import type { Reachable } from '#domain/access/reach.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { labelsJson } from './access-sql.ts';
import { callerCardJson } from './caller-card-sql.ts';
import { callerHits } from './caller-hits-sql.ts';
import { first, type Queryable, rows, written } from './pg-statement.ts';

export const findCaller = { name: 'callers-find', text: callerHits('$1::text') };

const cardFacts = {
  name: 'callers-card',
  text: `SELECT ${callerCardJson('$1::uuid', '$2::timestamptz')} AS facts`,
};
const people = {
  name: 'callers-people',
  text: `SELECT c.id AS "contactId", c.full_name AS name, c.position, c.owner_id AS "ownerId",
      c.account_kind AS "accountKind", ${labelsJson('c')} AS labels,
      ARRAY(SELECT m.user_id::text FROM contact_managers m WHERE m.contact_id = c.id) AS "managerIds"
    FROM contacts c WHERE c.organization_id = $1 ORDER BY c.full_name, c.id LIMIT 20`,
};
const organization = {
  name: 'callers-organization',
  text: `SELECT o.owner_id AS "ownerId", '{}'::text[] AS "managerIds", o.kind AS "accountKind",
      ${labelsJson('o')} AS labels FROM organizations o WHERE o.id = $1`,
};
const reject = {
  name: 'callers-reject',
  text: `INSERT INTO rejected_callers (e164, contact_id, user_id, rejected_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (e164, contact_id) DO UPDATE SET user_id = excluded.user_id, rejected_at = excluded.rejected_at`,
};
const addNumber = {
  name: 'callers-add-number',
  text: `WITH taken_back AS (DELETE FROM rejected_callers WHERE e164 = $3 AND contact_id = $2)
    INSERT INTO contact_numbers (id, contact_id, e164, extension, received, kind, position)
    SELECT $1, $2::uuid, $3, $4, $5, $6::number_kind,
      (SELECT coalesce(max(position), -1) + 1 FROM contact_numbers WHERE contact_id = $2::uuid)
    ON CONFLICT (contact_id, e164, extension) DO NOTHING`,
};
const addContact = {
  name: 'callers-add-contact',
  text: `INSERT INTO contacts (id, first_name, last_name, position, organization_id, stage_id, source_id, owner_id,
      last_activity_at, created_at, updated_at, channel_id, branch_id, department_id, group_ids)
    SELECT $1::uuid, $2, $3, $4, $5::uuid, $6::uuid, $7::uuid, u.id, $9::timestamptz, $9, $9,
      u.channel_id, u.branch_id, u.department_id, u.group_ids
    FROM users u WHERE u.id = $8`,
};

export function pgCallerStore(client: Queryable): CallerStore {
  return {
    find: (e164) => rows<RawHit>(client, findCaller, [e164]),
    cardFacts: async (contactId, at) =>
      (await first<{ facts: CallerCardFacts | null }>(client, cardFacts, [contactId, at]))?.facts ?? null,
    people: (organizationId) => rows<OrganizationPerson>(client, people, [organizationId]),
    organization: (organizationId) => first<Reachable>(client, organization, [organizationId]),
    reject: async (e164, contactId, userId, at) =>
      void (await written(client, reject, [e164, contactId, userId, at])),
    addNumber: async ({ id, contactId, e164, extension, received, kind }) =>
      void (await written(client, addNumber, [id, contactId, e164, extension, received, kind])),
    addContact: async (contact) =>
      void (await namingReferences(
        written(client, addContact, [
          contact.id,
          contact.firstName,
          contact.lastName,
          contact.position,
          contact.organizationId,
          contact.stageId,
          contact.sourceId,
          contact.ownerId,
          contact.at,
        ]),
      )),
  };
}

const fieldOfReference: Readonly<Record<string, string>> = {
  contacts_organization_id_fkey: 'organizationId',
  contacts_stage_id_fkey: 'stageId',
  contacts_source_id_fkey: 'sourceId',
};

/** Throws DomainError 'invalid' naming the field that points to nothing. */
async function namingReferences<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    const field = fieldOfReference[(error as { constraint?: string }).constraint ?? ''];
    if (field === undefined) throw error;
    throw new DomainError('invalid', 'a field points to nothing', { [field]: 'not_found' });
  }
}
