import { readonly, ref } from 'vue';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const theme = ref<Theme>('system');

export function useTheme() {
  return { theme: readonly(theme), setTheme };
}

export function restoreTheme(): void {
  const stored = localStorage.getItem('ringdesk:theme');
  setTheme(themes.find((one) => one === stored) ?? 'system');
}

function setTheme(chosen: Theme): void {
  theme.value = chosen;
  localStorage.setItem('ringdesk:theme', chosen);
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
