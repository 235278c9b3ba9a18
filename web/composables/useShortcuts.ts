import { onScopeDispose } from 'vue';

export interface Shortcut {
  /** 'Ctrl+Enter', 'Alt+C', '/', '?', 'Ctrl+1'. */
  readonly keys: string;
  /** Single letters stay letters while somebody types. */
  readonly worksWhileTyping?: boolean;
  /** False when it does not apply now, so that another may take the key. */
  readonly run: () => boolean | void;
}

const registered: Shortcut[] = [];

/** Keys for as long as the caller lives; the one registered last is asked first. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  registered.push(...shortcuts);
  onScopeDispose(() => {
    for (const shortcut of shortcuts) registered.splice(registered.indexOf(shortcut), 1);
  });
}

export function listenForShortcuts(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = keysOf(event);
    const isTyping = isEditable(event.target);
    for (const shortcut of registered.toReversed()) {
      if (shortcut.keys !== keys || (isTyping && shortcut.worksWhileTyping !== true)) continue;
      if (shortcut.run() === false) continue;
      event.preventDefault();
      return;
    }
  });
}

/** Digits and letters by their place on the keyboard, so that a Russian layout works too. */
export function keysOf(
  event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'code' | 'key'>,
): string {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  const place = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1];
  const isLetter = /^Key/.test(event.code);
  const key =
    place !== undefined && (hasModifier || (isLetter && event.key.length === 1)) ? place : event.key;
  const modifier = event.altKey ? 'Alt+' : event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return modifier + (key === undefined ? '' : key.length === 1 ? key.toUpperCase() : key);
}

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}
