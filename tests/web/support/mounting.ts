import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { defineComponent, type Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import NoticeRegion from '../../../web/components/NoticeRegion.vue';
import { useNotices } from '../../../web/composables/useNotices.ts';
import { i18n } from '../../../web/locales/i18n.ts';

/** In place of the kit's dialog: shown where it stands. */
export const PlainDialog = defineComponent({
  props: {
    title: { type: String, required: true },
    modelValue: Boolean,
    closeOnPressEscape: { type: Boolean, default: true },
    showClose: { type: Boolean, default: true },
  },
  emits: ['closed', 'update:modelValue'],
  watch: {
    modelValue(isShown: boolean) {
      if (!isShown) this.$emit('closed');
    },
  },
  template: `
    <div role="dialog" :aria-label="title">
      <slot /><slot name="footer" />
    </div>`,
});

/** A component as it stands in the application, with the notices beside it. */
export function mountInApp(
  component: Component,
  props: Readonly<Record<string, unknown>> = {},
  kit: Readonly<Record<string, Component>> = {},
) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '<i />' } }],
  });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const global = {
    plugins: [i18n, router, [VueQueryPlugin, { queryClient }]] as never[],
    components: { ElDialog: PlainDialog, ...kit },
  };
  const drawn = mount(component, { props, global, attachTo: document.body });
  const notices = mount(NoticeRegion, { global });
  const leave = (): void => {
    drawn.unmount();
    notices.unmount();
  };
  return { drawn, notices, leave };
}

export function freshWindow(): void {
  sessionStorage.clear();
  localStorage.clear();
  document.body.innerHTML = '';
  setActivePinia(createPinia());
  const { notices, dismiss } = useNotices();
  for (const { id } of [...notices.value]) dismiss(id);
}
