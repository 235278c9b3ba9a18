import { beforeEach, expect, it } from 'vitest';
import { nextTick, ref } from 'vue';
import { draftsAreOf, dropAllDrafts, hasDraft, keepDraft, useDraft } from '../../web/composables/drafts.ts';

beforeEach(() => {
  dropAllDrafts();
  draftsAreOf('');
});

it('what is typed is there for the next one who looks', () => {
  useDraft<string>(() => 'note:1').draft.value = 'half a sent';
  expect(useDraft<string>(() => 'note:1').draft.value).toBe('half a sent');
  expect(localStorage.getItem('ringdesk:draft:note:1')).toBe('"half a sent"');
});

it('each name has its own words', async () => {
  const name = ref('note:1');
  const { draft } = useDraft<string>(() => name.value);
  draft.value = 'first';
  name.value = 'note:2';
  await nextTick();
  expect(draft.value).toBeNull();
  expect(hasDraft('note:1')).toBe(true);
});

it('clearing leaves nothing behind', () => {
  const { draft, clear } = useDraft<string>(() => 'note:1');
  draft.value = 'sent';
  clear();
  expect(hasDraft('note:1')).toBe(false);
  expect(localStorage.getItem('ringdesk:draft:note:1')).toBeNull();
});

it('signing out leaves no words for the next person at the machine', () => {
  useDraft<string>(() => 'note:1').draft.value = 'private';
  dropAllDrafts();
  expect(Object.keys(localStorage).filter((key) => key.startsWith('ringdesk:draft:'))).toEqual([]);
});

it('what was cleared is brought back where it is shown, too', () => {
  const { draft, clear } = useDraft<string>(() => 'note:1');
  draft.value = 'cleared by mistake';
  clear();
  keepDraft('note:1', 'cleared by mistake');
  expect(draft.value).toBe('cleared by mistake');
});

it('whoever signs in next reads nothing of it, and its author everything', () => {
  draftsAreOf('anna');
  const { draft } = useDraft<string>(() => 'note:1');
  draft.value = 'hers';
  draftsAreOf('boris');
  expect(draft.value).toBeNull();
  expect(hasDraft('note:1')).toBe(false);
  draftsAreOf('anna');
  expect(useDraft<string>(() => 'note:1').draft.value).toBe('hers');
});
