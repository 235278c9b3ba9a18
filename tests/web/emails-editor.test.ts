import { mount } from '@vue/test-utils';
import { beforeAll, expect, it } from 'vitest';
import { nextTick } from 'vue';
import EmailsEditor from '../../web/features/contacts/EmailsEditor.vue';
import { i18n, useLanguage } from '../../web/locales/i18n.ts';

beforeAll(() => useLanguage('en'));

/** The editor in a form that takes in what it says. */
function editorOf(...emails: string[]) {
  const editor = mount(EmailsEditor, {
    props: {
      modelValue: emails,
      problems: { 0: 'not_an_email' },
      'onUpdate:modelValue': (modelValue: readonly string[]) => editor.setProps({ modelValue }),
    },
    global: { plugins: [i18n] },
    attachTo: document.body,
  });
  return editor;
}
const shown = (editor: ReturnType<typeof editorOf>) =>
  editor.findAll('input').map((input) => input.element.value);

it('a line that is added stands last and has the cursor', async () => {
  const editor = editorOf('a@b.example');
  await editor.get('button.lines__add').trigger('click');
  await nextTick();
  expect(shown(editor)).toEqual(['a@b.example', '']);
  expect(document.activeElement).toBe(editor.findAll('input')[1]?.element);
});

it('the line whose button is pressed goes, and its problem is told beside it', async () => {
  const editor = editorOf('a@b.example', 'c@d.example');
  expect(editor.findAll('input')[0]?.attributes('aria-invalid')).toBe('true');
  await editor.get('button[aria-label="Remove e-mail 1"]').trigger('click');
  expect(shown(editor)).toEqual(['c@d.example']);
});
