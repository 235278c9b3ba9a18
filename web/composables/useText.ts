import { useI18n } from 'vue-i18n';
import type { MessageKey } from '../locales/en.ts';
import { i18n } from '../locales/i18n.ts';

type Values = Readonly<Record<string, string | number>>;

/** The only door to the words: a key that is not written does not compile. */
export function useText() {
  const { locale } = useI18n({ useScope: 'global' });
  return { t: text, tn: counted, number: formatNumber, locale };
}

/** The same, for code outside components. */
export function text(key: MessageKey, values: Values = {}): string {
  return i18n.global.t(key, values);
}

/** The form of the sentence that fits the count; {n} is the count written in the locale's way. */
export function counted(key: MessageKey, count: number, values: Values = {}): string {
  return i18n.global.t(key, { ...values, n: formatNumber(count) }, count);
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(i18n.global.locale.value).format(value);
}
