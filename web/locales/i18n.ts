import { createI18n } from 'vue-i18n';
import type { Messages } from './en.ts';

export const locales = ['en', 'pl', 'ru'] as const;
export type Locale = (typeof locales)[number];

export const localeNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  pl: 'Polski',
  ru: 'Русский',
};

const loaders: Readonly<Record<Locale, () => Promise<Messages>>> = {
  en: async () => (await import('./en.ts')).en,
  pl: async () => (await import('./pl.ts')).pl,
  ru: async () => (await import('./ru.ts')).ru,
};

/** One, few, many: kontakt, kontakty, kontaktów (CLDR, integers). */
export function polishForm(count: number): number {
  if (count === 1) return 0;
  const [ten, hundred] = [count % 10, count % 100];
  return ten >= 2 && ten <= 4 && !(hundred >= 12 && hundred <= 14) ? 1 : 2;
}

/** One, few, many: контакт, контакта, контактов; 21 counts as one (CLDR, integers). */
export function russianForm(count: number): number {
  const [ten, hundred] = [count % 10, count % 100];
  if (ten === 1 && hundred !== 11) return 0;
  return ten >= 2 && ten <= 4 && !(hundred >= 12 && hundred <= 14) ? 1 : 2;
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: [],
  messages: {} as Record<string, Record<string, never>>,
  pluralRules: { pl: polishForm, ru: russianForm },
});

export function isLocale(value: string | null | undefined): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The stored choice, else the first of the browser's languages that we speak, else English. */
export function preferredLocale(): Locale {
  const stored = localStorage.getItem('ringdesk:locale');
  if (isLocale(stored)) return stored;
  return navigator.languages.map((language) => language.slice(0, 2)).find(isLocale) ?? 'en';
}

export async function useLanguage(locale: Locale): Promise<void> {
  if (!i18n.global.availableLocales.includes(locale)) {
    i18n.global.setLocaleMessage(locale, (await loaders[locale]()) as unknown as Record<string, never>);
  }
  i18n.global.locale.value = locale;
  localStorage.setItem('ringdesk:locale', locale);
  document.documentElement.lang = locale;
}
