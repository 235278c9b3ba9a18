import { CalendarClock, Gauge, PhoneCall, Settings, UserCog, Users } from '@lucide/vue';
import type { Component } from 'vue';
import type { MessageKey } from '../../locales/en.ts';
import { mayEnter, type Place, type Rights } from './may-enter.ts';

export interface MenuEntry {
  readonly path: string;
  readonly needs: Place;
  readonly words: MessageKey;
  readonly icon: Component;
  readonly keys: string;
}

/** Every section that has an address, in the order of the menu. */
export const menuEntries: readonly MenuEntry[] = [
  { path: '/contacts', needs: 'contacts', words: 'menu.contacts', icon: Users, keys: 'Alt+C' },
  { path: '/calls', needs: 'calls', words: 'menu.calls', icon: PhoneCall, keys: 'Alt+L' },
  { path: '/meetings', needs: 'meetings', words: 'menu.meetings', icon: CalendarClock, keys: 'Alt+M' },
  { path: '/wallboard', needs: 'analytics', words: 'menu.wallboard', icon: Gauge, keys: 'Alt+W' },
  { path: '/users', needs: 'users', words: 'menu.users', icon: UserCog, keys: 'Alt+U' },
  { path: '/settings', needs: 'settings', words: 'menu.settings', icon: Settings, keys: 'Alt+T' },
];

export function openEntries(rights: Rights): readonly MenuEntry[] {
  return menuEntries.filter(({ needs }) => mayEnter(rights, needs, 'read'));
}

/** Where the day begins: agents with their first section, those who lead them with the room. Null: nothing is open. */
export function firstPath(rights: Rights): string | null {
  const open = openEntries(rights).map(({ path }) => path);
  if (rights.role !== 'manager' && open.includes('/wallboard')) return '/wallboard';
  return open[0] ?? null;
}
