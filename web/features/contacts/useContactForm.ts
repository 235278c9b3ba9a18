import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { changeContact, getContact, type Contact } from '../../api/contacts.ts';
import { ApiError } from '../../api/http.ts';
import { keepDraft, useDraft } from '../../composables/drafts.ts';
import { complain, say } from '../../composables/useNotices.ts';
import { useText } from '../../composables/useText.ts';
import {
  changedFields,
  changeOf,
  formOf,
  mergeForms,
  pick,
  type ContactField,
  type ContactForm,
} from './contact-form.ts';

interface Draft {
  /** What the contact looked like when typing began, and its version. */
  readonly base: ContactForm;
  readonly version: number;
  readonly form: ContactForm;
}

export interface Conflict {
  readonly mine: ContactForm;
  readonly theirs: ContactForm;
  readonly merged: ContactForm;
  readonly contested: readonly ContactField[];
  readonly contact: Contact;
}

/** The contact as typed in this window: kept as a draft until it is saved, held against what others save. */
export function useContactForm(contact: Ref<Contact>) {
  const queries = useQueryClient();
  const { t } = useText();
  const draftName = () => `contact:${contact.value.id}`;
  const { draft, clear } = useDraft<Draft>(draftName);
  const problems = shallowRef<Readonly<Record<string, string>>>({});
  const conflict = shallowRef<Conflict | null>(null);
  const isSaving = ref(false);

  const form = computed(() => draft.value?.form ?? formOf(contact.value));
  const changes = computed(() => {
    return draft.value === null ? [] : changedFields(draft.value.base, draft.value.form);
  });
  const isBehind = computed(() => draft.value !== null && draft.value.version < contact.value.version);

  function change(part: Partial<ContactForm>): void {
    const from = draft.value ?? {
      base: formOf(contact.value),
      version: contact.value.version,
      form: form.value,
    };
    keep({ ...from, form: { ...from.form, ...part } });
  }

  function keep(next: Draft): void {
    if (changedFields(next.base, next.form).length > 0 || hasBlankLine(next.form)) draft.value = next;
    else clear();
  }

  function discard(): void {
    const [name, kept] = [draftName(), draft.value];
    clear();
    problems.value = {};
    say(t('contact.discarded'), { label: t('common.undo'), run: () => keepDraft(name, kept) });
  }

  async function save(): Promise<void> {
    const typed = draft.value;
    if (typed === null || isSaving.value) return;
    if (changes.value.length === 0) return clear();
    isSaving.value = true;
    problems.value = {};
    try {
      took(await changeContact(contact.value.id, typed.version, changeOf(typed.form, changes.value)), typed);
    } catch (error) {
      await refused(error, typed);
    } finally {
      isSaving.value = false;
    }
  }

  async function refused(error: unknown, typed: Draft): Promise<void> {
    if (!(error instanceof ApiError)) return complain(error);
    if (error.code !== 'conflict') {
      problems.value = error.fields;
      return Object.keys(error.fields).length === 0 ? complain(error) : undefined;
    }
    try {
      const theirs = await getContact(contact.value.id);
      queries.setQueryData(['contact', theirs.id], theirs);
      const mine = draft.value?.form ?? typed.base;
      const merged = mergeForms(typed.base, mine, formOf(theirs));
      conflict.value = { ...merged, mine, theirs: formOf(theirs), contact: theirs };
    } catch (failure) {
      complain(failure);
    }
  }

  /** The person chose what stands: it becomes the draft over the newer version, and is saved. */
  async function settle(chosen: ContactForm): Promise<void> {
    if (conflict.value === null) return;
    const { contact: theirs } = conflict.value;
    conflict.value = null;
    draft.value = { base: formOf(theirs), version: theirs.version, form: chosen };
    await save();
  }

  /** What was typed while the answer was on its way is laid over what was saved. */
  function took(saved: Contact, sent: Draft): void {
    const typed = draft.value?.form ?? sent.base;
    const base = formOf(saved);
    const since = pick(typed, changedFields(sent.form, typed));
    keep({ base, version: saved.version, form: { ...base, ...since } });
    queries.setQueryData(['contact', saved.id], saved);
    void queries.invalidateQueries({ queryKey: ['contacts'] });
    say(t('contact.saved'));
  }

  watch(form, () => (problems.value = {}));

  return { form, changes, isBehind, problems, conflict, isSaving, change, discard, save, settle };
}

/** A line that was just added and holds nothing yet must stay on the screen. */
function hasBlankLine(form: ContactForm): boolean {
  return form.emails.includes('') || form.numbers.some(({ number }) => number === '');
}
