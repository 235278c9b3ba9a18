import { newId } from '../../api/new-id.ts';

const key = 'ringdesk:window';

/**
 * This window's own id, the same after a reload. While the window lives it is not in the storage, because the
 * browser copies the storage into a duplicated tab, and two windows of one id would both open the card.
 */
export function claimWindowId(storage: Storage = sessionStorage, page: EventTarget = window): string {
  const id = storage.getItem(key) ?? newId();
  storage.removeItem(key);
  page.addEventListener('pagehide', () => storage.setItem(key, id));
  page.addEventListener('pageshow', () => storage.removeItem(key));
  return id;
}
