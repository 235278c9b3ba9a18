import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { mayEnter, type Place } from './features/access/may-enter.ts';
import { firstPath } from './features/access/places.ts';
import { useSession } from './composables/useSession.ts';

/** Where the day begins: with the first section that is open to the one who works here. */
export function homePath(): string {
  const { user } = useSession();
  return (user === null ? null : firstPath(user)) ?? '/welcome';
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', component: () => import('./pages/SignInPage.vue'), meta: { isOpen: true } },
    {
      path: '/activate',
      component: () => import('./pages/ActivationPage.vue'),
      meta: { isForAnybody: true },
    },
    {
      path: '/',
      component: () => import('./features/shell/AppShell.vue'),
      children: [
        { path: '', redirect: () => homePath() },
        { path: 'welcome', component: () => import('./pages/WelcomePage.vue') },
        {
          path: 'contacts',
          component: () => import('./pages/ContactsPage.vue'),
          meta: { needs: 'contacts' },
        },
        {
          path: 'contacts/:id',
          component: () => import('./pages/ContactPage.vue'),
          props: true,
          meta: { needs: 'contacts' },
        },
        { path: 'callers/:id', component: () => import('./pages/CallerPage.vue'), props: true },
        {
          path: 'calls/:id?',
          component: () => import('./pages/CallsPage.vue'),
          props: true,
          meta: { needs: 'calls', keepsPage: true },
        },
        {
          path: 'meetings',
          component: () => import('./pages/MeetingsPage.vue'),
          meta: { needs: 'meetings' },
        },
        {
          path: 'wallboard',
          component: () => import('./pages/WallboardPage.vue'),
          meta: { needs: 'analytics' },
        },
        { path: 'users', component: () => import('./pages/UsersPage.vue'), meta: { needs: 'users' } },
        // the own card is everybody's to look at; whose others are, the server says
        { path: 'users/:id', component: () => import('./pages/UserPage.vue'), props: true },
        {
          path: 'settings',
          component: () => import('./pages/SettingsPage.vue'),
          meta: { needs: 'settings', keepsPage: true },
          children: [
            { path: '', redirect: '/settings/structure' },
            { path: 'structure', component: () => import('./features/settings/StructureTab.vue') },
            {
              path: 'ranges',
              component: () => import('./features/settings/RangesTab.vue'),
              meta: { needs: 'security' },
            },
            {
              path: 'audit',
              component: () => import('./features/audit/AuditTab.vue'),
              meta: { needs: 'security' },
            },
            {
              path: 'mail/:id?',
              component: () => import('./features/settings/MailTab.vue'),
              props: true,
              meta: { needs: 'security' },
            },
          ],
        },
        { path: 'account', component: () => import('./pages/AccountPage.vue') },
        { path: ':rest(.*)*', component: () => import('./pages/NotFoundPage.vue') },
      ],
    },
  ],
});

/** Whether the page is open to the one who works here; what leads there is left out of the menu, too. */
export function isOpen(to: Pick<RouteLocationNormalized, 'meta'>): boolean {
  const { user } = useSession();
  const needs = to.meta['needs'] as Place | undefined;
  return needs === undefined || (user !== null && mayEnter(user, needs, 'read'));
}

router.beforeEach(async (to) => {
  if (to.meta['isForAnybody'] === true) return true;
  const session = useSession();
  let isSignedIn: boolean;
  try {
    isSignedIn = await session.restore();
    session.failure = null;
  } catch (error) {
    if (to.meta['isOpen'] === true) return true;
    session.failure = error;
    return false;
  }
  if (to.meta['isOpen'] === true) return isSignedIn ? homePath() : true;
  if (!isSignedIn) return { path: '/sign-in', query: to.path === '/' ? {} : { next: to.fullPath } };
  // the address '/' is resolved before anybody knows who is signed in
  const isNowhere = to.path === '/welcome' && homePath() !== '/welcome';
  return (isOpen(to) && !isNowhere) || homePath();
});
