import { i18n } from '../locales/i18n.ts';

/** 'Anna, Boris and Celina', as the language joins them. */
export function formatList(
  items: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(i18n.global.locale.value, { style: 'long', type }).format(items);
}
