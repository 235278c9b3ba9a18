import { createRouter, createWebHistory } from 'vue-router';
import { useSession } from './composables/useSession.ts';

/** Where the day begins: agents with their contacts, those who lead them with the room. */
export function homePath(): string {
  return useSession().user?.role === 'manager' ? '/contacts' : '/wallboard';
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', component: () => import('./pages/SignInPage.vue'), meta: { isOpen: true } },
    {
      path: '/',
      component: () => import('./features/shell/AppShell.vue'),
      children: [
        { path: '', redirect: () => homePath() },
        { path: 'contacts', component: () => import('./pages/ContactsPage.vue') },
        { path: 'contacts/:id', component: () => import('./pages/ContactPage.vue'), props: true },
        { path: 'callers/:id', component: () => import('./pages/CallerPage.vue'), props: true },
        {
          path: 'calls/:id?',
          component: () => import('./pages/CallsPage.vue'),
          props: true,
          meta: { keepsPage: true },
        },
        { path: 'meetings', component: () => import('./pages/MeetingsPage.vue') },
        {
          path: 'wallboard',
          component: () => import('./pages/WallboardPage.vue'),
          meta: { isSupervisors: true },
        },
        { path: ':rest(.*)*', component: () => import('./pages/NotFoundPage.vue') },
      ],
    },
  ],
});

router.beforeEach(async (to) => {
  const session = useSession();
  const isSignedIn = await session.restore();
  if (to.meta['isOpen'] === true) return isSignedIn ? homePath() : true;
  if (!isSignedIn) return { path: '/sign-in', query: to.path === '/' ? {} : { next: to.fullPath } };
  return to.meta['isSupervisors'] === true && session.user?.role === 'manager' ? '/contacts' : true;
});
