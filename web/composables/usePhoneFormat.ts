import { computed, shallowRef, type ComputedRef } from 'vue';

interface Formatted {
  readonly text: string;
  readonly country: string | null;
}
type Formatter = (e164: string) => Formatted;

const formatter = shallowRef<Formatter | null>(null);
let loading: Promise<void> | undefined;

/** Loads the number plans once, apart from the first script; until then numbers show as they are stored. */
export function loadPhoneFormats(): Promise<void> {
  loading ??= import('libphonenumber-js/min').then(({ parsePhoneNumberFromString }) => {
    formatter.value = (e164) => {
      const parsed = parsePhoneNumberFromString(e164);
      return { text: parsed?.formatInternational() ?? e164, country: parsed?.country ?? null };
    };
  });
  return loading;
}

export function usePhoneFormat(e164: () => string): ComputedRef<Formatted> {
  void loadPhoneFormats();
  return computed(() => formatter.value?.(e164()) ?? { text: e164(), country: null });
}

export function phoneText(e164: string): string {
  return formatter.value?.(e164).text ?? e164;
}
