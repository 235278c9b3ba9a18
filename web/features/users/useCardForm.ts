import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { ApiError } from '../../api/http.ts';
import { getUser, type UserCard } from '../../api/users.ts';
import { useDraft } from '../../composables/drafts.ts';
import { complain } from '../../composables/useNotices.ts';

interface Rules<Form> {
  /** Of the draft. */
  readonly name: string;
  readonly formOf: (card: UserCard) => Form;
  readonly changed: (before: Form, after: Form) => readonly (keyof Form)[];
  readonly send: (form: Form, changes: readonly (keyof Form)[], version: number) => Promise<UserCard>;
  readonly saved: (card: UserCard) => void;
}

interface Draft<Form> {
  readonly version: number;
  readonly base: Form;
  readonly form: Form;
}

/** One part of a user's card as it is edited: kept until it is saved, and laid over what others save meanwhile. */
export function useCardForm<Form extends object>(card: Ref<UserCard>, rules: Rules<Form>) {
  const queries = useQueryClient();
  const { draft, clear } = useDraft<Draft<Form>>(() => `${rules.name}:${card.value.id}`);
  const problems = shallowRef<Readonly<Record<string, string>>>({});
  const isSaving = ref(false);
  /** Somebody else changed this part while it was edited here. */
  const isBehind = ref(false);

  const form = computed<Form>(() => draft.value?.form ?? rules.formOf(card.value));
  const changes = computed<readonly (keyof Form)[]>(() =>
    draft.value === null ? [] : rules.changed(draft.value.base, draft.value.form),
  );

  function change(part: Partial<Form>): void {
    const from = draft.value ?? { version: card.value.version, base: form.value, form: form.value };
    problems.value = {};
    keep({ ...from, form: { ...from.form, ...part } });
  }

  function keep(next: Draft<Form>): void {
    if (rules.changed(next.base, next.form).length === 0) discard();
    else draft.value = next;
  }

  function discard(): void {
    clear();
    problems.value = {};
    isBehind.value = false;
  }

  /** What was changed since `from` stays, over a newer version of the card. */
  function layOver(now: UserCard, from: Form): void {
    const [base, typed] = [rules.formOf(now), form.value];
    const mine = Object.fromEntries(rules.changed(from, typed).map((field) => [field, typed[field]]));
    keep({ version: now.version, base, form: { ...base, ...mine } });
  }

  watch(
    card,
    (now) => {
      const held = draft.value;
      if (held === null || held.version >= now.version) return;
      isBehind.value = rules.changed(held.base, rules.formOf(now)).length > 0;
      layOver(now, held.base);
    },
    { immediate: true },
  );

  async function save(): Promise<boolean> {
    if (isSaving.value) return false;
    isSaving.value = true;
    problems.value = {};
    try {
      const sent = form.value;
      const saved = await rules.send(sent, changes.value, card.value.version);
      isBehind.value = false;
      layOver(saved, sent);
      take(saved);
      rules.saved(saved);
      return true;
    } catch (error) {
      await refused(error);
      return false;
    } finally {
      isSaving.value = false;
    }
  }

  async function refused(error: unknown): Promise<void> {
    if (!(error instanceof ApiError) || error.code === 'network') return complain(error);
    if (Object.keys(error.fields).length > 0) problems.value = error.fields;
    else complain(error);
    if (error.code === 'conflict') await getUser(card.value.id).then(take, complain);
  }

  function take(saved: UserCard): void {
    queries.setQueryData(['user', saved.id], saved);
    void queries.invalidateQueries({ queryKey: ['users'] });
  }

  return { form, changes, problems, isSaving, isBehind, change, discard, save };
}
