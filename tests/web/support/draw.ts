import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { mount, type VueWrapper } from '@vue/test-utils';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { i18n } from '../../../web/locales/i18n.ts';

export const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:rest(.*)*', component: { template: '<i />' } }],
});

/** The kit's, which need a browser, and the dialog, which draws outside. */
const stubs = {
  ElPopover: { template: '<div><slot name="reference" /><slot /></div>' },
  BaseDialog: { template: '<div><slot /></div>' },
};

/** A component in a page of its own. `known`: what the server has answered already, by key. */
export function draw(
  component: Component,
  props: Readonly<Record<string, unknown>> = {},
  known: readonly (readonly [readonly string[], unknown])[] = [],
): VueWrapper {
  const staleTime = known.length > 0 ? Infinity : 0;
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime, retry: false } } });
  for (const [key, answer] of known) queryClient.setQueryData(key, answer);
  return mount(component, {
    props,
    global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient }]], stubs },
  });
}

/** An answer of the server. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}
