import { DomainError } from '../shared/domain-error.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactFields } from './contact-fields.ts';

/** Throws DomainError 'invalid' naming each field that points to something that does not exist. */
export async function checkReferences({ contacts }: ContactDeps, fields: ContactFields): Promise<void> {
  const dangling = await contacts.danglingFields(fields);
  if (dangling.length === 0) return;
  const reasons = Object.fromEntries(dangling.map((field) => [field, 'not_found']));
  throw new DomainError('invalid', 'a field points to nothing', reasons);
}
