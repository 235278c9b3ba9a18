import { isInReach, organizationReach } from '../access/reach.ts';
import type { Colleague, Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { ContactView } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactFields } from './contact-fields.ts';

interface Context {
  readonly viewer: Viewer;
  readonly people: readonly Colleague[];
  readonly before: ContactView | null;
}

/**
 * Throws DomainError 'invalid' naming each field that points to something that does not exist, or to a company out of
 * the viewer's reach, which looks the same.
 */
export async function checkReferences(
  { contacts }: ContactDeps,
  fields: ContactFields,
  context: Context,
): Promise<void> {
  const dangling = new Set(await contacts.danglingFields(fields));
  if (!(await mayBelongTo(contacts, fields.organizationId ?? null, context))) dangling.add('organizationId');
  if (dangling.size === 0) return;
  const reasons = Object.fromEntries([...dangling].map((field) => [field, 'not_found']));
  throw new DomainError('invalid', 'a field points to nothing', reasons);
}

/** A contact that belongs to it already may stay. */
async function mayBelongTo(
  contacts: ContactDeps['contacts'],
  organizationId: string | null,
  { viewer, people, before }: Context,
): Promise<boolean> {
  if (organizationId === null || organizationId === before?.organization?.id) return true;
  const organization = await contacts.organization(organizationId);
  return organization !== null && isInReach(organizationReach(viewer, people, 'read'), organization);
}
