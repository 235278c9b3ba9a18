import { expect, it } from 'vitest';
import { ref } from 'vue';
import { ApiError } from '../../web/api/http.ts';
import MoreButton from '../../web/components/MoreButton.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';

it('a page that did not come is told of where it would stand, and can be asked for again', async () => {
  freshWindow();
  await useLanguage('en');
  let asked = 0;
  const list = {
    hasNextPage: ref(true),
    isFetchingNextPage: ref(false),
    isFetchNextPageError: ref(false),
    error: ref<unknown>(null),
    fetchNextPage: () => Promise.resolve(asked++),
  };
  const { drawn, leave } = mountInApp(MoreButton, { list });
  expect(drawn.get('button').text()).toBe('Show more');
  [list.isFetchNextPageError.value, list.error.value] = [true, new ApiError(0, 'network')];
  await drawn.vm.$nextTick();
  expect(drawn.get('[role=alert]').text()).toContain('The server could not be reached.');
  expect(drawn.get('button').text()).toBe('Try again');
  await drawn.get('button').trigger('click');
  expect(asked).toBe(1);
  leave();
});
