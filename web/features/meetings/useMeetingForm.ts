import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, shallowRef } from 'vue';
import { useDictionaries } from '../../api/dictionaries.ts';
import { ApiError } from '../../api/http.ts';
import { addMeeting, changeMeeting, getMeeting, type Meeting } from '../../api/meetings.ts';
import { newId } from '../../api/new-id.ts';
import { useDraft } from '../../composables/drafts.ts';
import { lookAgain } from '../../composables/look-again.ts';
import { complain } from '../../composables/useNotices.ts';
import { useNow } from '../../composables/useNow.ts';
import { phoneText } from '../../composables/usePhoneFormat.ts';
import { useSession } from '../../composables/useSession.ts';
import type { MeetingStart } from '../shell/useDialogs.ts';
import {
  formOfMeeting,
  formProblems,
  isClockQuestion,
  laidOver,
  meetingOf,
  projectOf,
  proposedTime,
  type ClockChoices,
  type Confirmation,
  type MeetingAnswers,
  type MeetingForm,
} from './meeting-form.ts';

interface Draft {
  readonly key: string;
  readonly form: MeetingForm;
  /** The meeting as it was when typing began, or as somebody else has left it since (`isBehind`). */
  readonly base?: Meeting | null;
  readonly isBehind?: boolean;
}

/** A promise as it is typed and sent, with what the server refuses in it and asks about it. */
export function useMeetingForm(meeting: Meeting | null, start: MeetingStart) {
  const lists = useDictionaries();
  const session = useSession();
  const queries = useQueryClient();
  const now = useNow();
  const draftName = `meeting:${meeting?.id ?? 'new'}`;
  const { draft, clear } = useDraft<Draft>(() => draftName);
  const problems = shallowRef<Readonly<Record<string, string>>>({});
  /** Reasons the server asks a person about, and which of its times the clock is unclear about. */
  const questions = shallowRef<readonly Confirmation[]>([]);
  const unclear = shallowRef<readonly (keyof ClockChoices)[]>([]);
  const choices = shallowRef<ClockChoices>({ from: 'earlier', to: 'earlier' });
  const isAsked = computed(() => questions.value.length > 0 || unclear.value.length > 0);
  const isSaving = ref(false);

  const base = computed<Meeting | null>(() => draft.value?.base ?? meeting);
  const isBehind = computed(() => draft.value?.isBehind === true);
  const initial = computed<MeetingForm>(() => {
    if (base.value !== null) return formOfMeeting(base.value);
    const userId = session.user?.id ?? '';
    return {
      name: start.name ?? '',
      number: phoneText(start.number ?? ''),
      mode: start.mode ?? 'manual',
      ...proposedTime(new Date(now.value)),
      information: '',
      projectId: start.projectId ?? projectOf(userId, lists.value?.projects ?? [], ''),
      userId,
      contact: start.contact ?? null,
      isContactHidden: false,
    };
  });
  const form = computed(() => draft.value?.form ?? initial.value);
  const project = computed(() => lists.value?.projects.find((one) => one.id === form.value.projectId));

  function change(part: Partial<MeetingForm>): void {
    keep({ ...form.value, ...part }, base.value, isBehind.value);
  }

  function keep(typed: MeetingForm, over: Meeting | null, isBehindNow: boolean): void {
    draft.value = { key: draft.value?.key ?? newId(), form: typed, base: over, isBehind: isBehindNow };
    questions.value = [];
    unclear.value = [];
  }

  /** Somebody else changed it: what is typed goes on, over that. */
  function follow(latest: Meeting): void {
    if (base.value !== null) keep(laidOver(latest, base.value, form.value), latest, true);
  }

  if (meeting !== null && base.value !== null && base.value.revision < meeting.revision) follow(meeting);

  /** Null: something is wrong with it or must be answered first. */
  async function save(answers: MeetingAnswers = {}): Promise<Meeting | null> {
    if (isSaving.value) return null;
    problems.value = formProblems(form.value);
    if (Object.keys(problems.value).length > 0) return null;
    isSaving.value = true;
    const input = meetingOf(form.value, project.value, answers);
    try {
      const saved =
        base.value === null
          ? await addMeeting(input, keyFor(answers))
          : await changeMeeting(base.value.id, base.value.revision, input);
      clear();
      void lookAgain(queries, ['meetings']);
      if (saved.contactId !== null) void lookAgain(queries, ['timeline', saved.contactId]);
      return saved;
    } catch (error) {
      await refused(error);
      return null;
    } finally {
      isSaving.value = false;
    }
  }

  /** Yes to all that was asked. */
  function confirm(): Promise<Meeting | null> {
    return save({
      confirmed: questions.value,
      fromChoice: unclear.value.includes('from') ? choices.value.from : null,
      toChoice: unclear.value.includes('to') ? choices.value.to : null,
    });
  }

  /** Saying yes to a question is another request than the one that was refused. */
  function keyFor({ confirmed = [], fromChoice, toChoice }: MeetingAnswers): string {
    const answers = [...confirmed, fromChoice, toChoice].filter((answer) => answer);
    return [draft.value?.key ?? newId(), ...answers].join('.');
  }

  async function refused(error: unknown): Promise<void> {
    if (!(error instanceof ApiError)) return complain(error);
    const reasons = Object.entries(error.fields);
    if (error.code === 'conflict' && reasons.length === 0 && base.value !== null) {
      void lookAgain(queries, ['meetings']);
      return getMeeting(base.value.id).then(follow, complain);
    }
    if (reasons.length === 0) return complain(error);
    if (error.code !== 'needs_confirmation') return void (problems.value = error.fields);
    const clock = reasons.filter(([, reason]) => isClockQuestion(reason));
    unclear.value = clock.map(([field]) => (field.startsWith('to') ? 'to' : 'from'));
    questions.value = reasons
      .filter(([, reason]) => !isClockQuestion(reason))
      .map(([, reason]) => reason as Confirmation);
  }

  return {
    draft,
    draftName,
    clear,
    form,
    project,
    problems,
    questions,
    unclear,
    choices,
    isAsked,
    isBehind,
    isSaving,
    change,
    save,
    confirm,
  };
}
