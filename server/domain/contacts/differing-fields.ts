import type { ContactView } from './contact.ts';
import type { ContactFields } from './contact-fields.ts';

/** Names of the given fields whose value is not what the contact has now. */
export function differingFields(current: ContactView, fields: ContactFields): string[] {
  const values: Readonly<Record<keyof ContactFields, unknown>> = {
    firstName: current.firstName,
    lastName: current.lastName,
    position: current.position,
    language: current.language,
    organizationId: current.organization?.id ?? null,
    stageId: current.stage?.id ?? null,
    sourceId: current.source?.id ?? null,
    ownerId: current.owner.id,
    managerIds: current.managers.map(({ id }) => id).sort(),
    tagIds: current.tags.map(({ id }) => id).sort(),
    numbers: current.numbers.map(({ e164, extension, kind }) => ({ e164, extension, kind })),
    emails: current.emails.map(({ address }) => address),
    isSpam: current.isSpam,
  };
  const wanted: Readonly<Record<string, unknown>> = {
    ...fields,
    ...(fields.managerIds && { managerIds: [...fields.managerIds].sort() }),
    ...(fields.tagIds && { tagIds: [...fields.tagIds].sort() }),
    ...(fields.numbers && { numbers: fields.numbers.map(withoutSpelling) }),
  };
  return (Object.keys(values) as (keyof ContactFields)[]).filter(
    (name) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(values[name]),
  );
}

/** Another spelling of the same number is no difference. */
function withoutSpelling({ e164, extension, kind }: NonNullable<ContactFields['numbers']>[number]): unknown {
  return { e164, extension, kind };
}
