import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { ApiError, whenSignedOut } from './api/http.ts';
import App from './App.vue';
import { listenForMissedFiles } from './composables/useOutdated.ts';
import { useSession } from './composables/useSession.ts';
import { listenForShortcuts } from './composables/useShortcuts.ts';
import { restoreTheme } from './composables/useTheme.ts';
import { i18n, preferredLocale, useLanguage } from './locales/i18n.ts';
import { router } from './router.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/element.css';

restoreTheme();
await useLanguage(preferredLocale());

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; what did not reach the server, or found it too busy, is worth a second try.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && ['network', 'unavailable'].includes(error.code),
    },
  },
});
const app = createApp(App);
app.use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient });
listenForMissedFiles(router);
app.use(router);
whenSignedOut(() => {
  const session = useSession();
  if (session.user !== null) session.ended('expired');
});
listenForShortcuts();
await router.isReady().catch(() => undefined);
app.mount('#app');
