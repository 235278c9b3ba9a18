import { i18n } from '../locales/i18n.ts';
import type { MessageKey } from '../locales/en.ts';
import { text } from './useText.ts';

/** A reason code in words; a code this page does not know yet is still said to be wrong. */
export function fieldProblem(reason: string): string {
  const key = `problem.field.${reason}`;
  return text(isWritten(key) ? key : 'problem.field.invalid');
}

/** For words chosen by a code that comes from the server. */
export function isWritten(key: string): key is MessageKey {
  return (i18n.global as { te: (key: string) => boolean }).te(key);
}
