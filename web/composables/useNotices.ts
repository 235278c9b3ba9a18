import { readonly, ref } from 'vue';
import { ApiError } from '../api/http.ts';
import { newId } from '../api/new-id.ts';
import type { MessageKey } from '../locales/en.ts';
import { isWritten } from './field-problems.ts';
import { text } from './useText.ts';

export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly isProblem: boolean;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const notices = ref<Notice[]>([]);

/** Short words at the foot of the window; announced, and gone by themselves. */
export function useNotices() {
  return { notices: readonly(notices), dismiss };
}

export function say(words: string, action: Notice['action'] = null): void {
  show({ id: newId(), text: words, isProblem: false, action }, action === null ? 4000 : 10_000);
}

export function complain(error: unknown, action: Notice['action'] = null): void {
  show({ id: newId(), text: problemText(error), isProblem: true, action }, 10_000);
}

/** What a refused request means, in plain words. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiError) || error.code === 'internal') return text('problem.unexpected');
  if (error.code === 'network') return text('problem.network');
  return text(onlyReason(error) ?? `problem.code.${error.code}`);
}

/** A single reason says more than the code does: not 'somebody changed this', but 'it is not time yet'. */
function onlyReason({ fields }: ApiError): MessageKey | null {
  const [reason, ...more] = Object.values(fields);
  const key = `problem.field.${reason}`;
  return more.length === 0 && isWritten(key) ? key : null;
}

function show(notice: Notice, forMs: number): void {
  // the same words twice say no more than once
  const others = notices.value.filter(({ text: words }) => words !== notice.text);
  notices.value = [...others.slice(-2), notice];
  setTimeout(() => dismiss(notice.id), forMs);
}

function dismiss(id: string): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
