import { beforeEach, expect, it } from 'vitest';
import { claimWindowId } from '../../web/features/desk/window-id.ts';

beforeEach(() => sessionStorage.clear());

it('a reload keeps the id of the window', () => {
  const page = new EventTarget();
  const id = claimWindowId(sessionStorage, page);
  page.dispatchEvent(new Event('pagehide'));
  expect(claimWindowId(sessionStorage, new EventTarget())).toBe(id);
});

it('a duplicated tab gets an id of its own', () => {
  const id = claimWindowId(sessionStorage, new EventTarget());
  expect(claimWindowId(sessionStorage, new EventTarget())).not.toBe(id);
});
