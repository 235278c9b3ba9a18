import type { Meeting, NewMeeting } from '../../api/meetings.ts';
import type { Project } from '../../api/dictionaries.ts';

/** The dialog as it is typed: a day and two clock times in the project's zone. */
export interface MeetingForm {
  readonly name: string;
  readonly number: string;
  readonly mode: 'manual' | 'automatic';
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly information: string;
  readonly projectId: string;
  readonly userId: string;
  readonly contact: { readonly id: string; readonly name: string } | null;
  /** There is one, out of this user’s reach: it stays unless another is chosen. */
  readonly isContactHidden: boolean;
}

export function formOfMeeting(meeting: Meeting): MeetingForm {
  return {
    name: meeting.name,
    number: meeting.extension === null ? meeting.number : `${meeting.number} ext. ${meeting.extension}`,
    mode: meeting.mode,
    day: meeting.fromWall.slice(0, 10),
    from: meeting.fromWall.slice(11, 16),
    to: meeting.toWall.slice(11, 16),
    information: meeting.information,
    projectId: meeting.projectId,
    userId: meeting.userId ?? '',
    contact: meeting.contactId === null ? null : { id: meeting.contactId, name: meeting.contactName ?? '' },
    isContactHidden: meeting.isContactHidden,
  };
}

/** What was typed over a meeting, laid over what somebody saved of it meanwhile. */
export function laidOver(latest: Meeting, base: Meeting, typed: MeetingForm): MeetingForm {
  const [before, now] = [formOfMeeting(base), formOfMeeting(latest)];
  const fields = Object.keys(before) as (keyof MeetingForm)[];
  const mine = fields.filter((field) => JSON.stringify(typed[field]) !== JSON.stringify(before[field]));
  return { ...now, ...Object.fromEntries(mine.map((field) => [field, typed[field]])) };
}

/** The project to propose for an agent: the chosen one if it is theirs, else their own; anybody's where no agent is. */
export function projectOf(userId: string, projects: readonly Project[], chosenId: string): string {
  const own = projects.filter(({ memberIds }) => userId === '' || memberIds.includes(userId));
  const isOwn = own.some(({ id }) => id === chosenId);
  return (isOwn ? chosenId : own[0]?.id) ?? (chosenId || (projects[0]?.id ?? ''));
}

/** Which of two is meant where the clock shows a time twice, or which comes next where it shows it never. */
export interface ClockChoices {
  readonly from: 'earlier' | 'later';
  readonly to: 'earlier' | 'later';
}

/** What a person said to the server's questions. */
export type MeetingAnswers = Pick<NewMeeting, 'confirmed' | 'fromChoice' | 'toChoice'>;
export type Confirmation = NonNullable<MeetingAnswers['confirmed']>[number];

/** A clock time that the change to or from summer time leaves out or repeats. */
export function isClockQuestion(reason: string): boolean {
  return reason === 'local_time_twice' || reason === 'local_time_missing';
}

/** The next half hour there is, for half an hour, today or tomorrow at nine. */
export function proposedTime(now: Date): Pick<MeetingForm, 'day' | 'from' | 'to'> {
  const start = new Date(Math.ceil((now.getTime() + 15 * 60_000) / 1_800_000) * 1_800_000);
  if (start.getHours() >= 18 || start.getDate() !== now.getDate()) {
    start.setDate(now.getDate() + 1);
    start.setHours(9, 0, 0, 0);
  }
  const end = new Date(start.getTime() + 1_800_000);
  return { day: dayText(start), from: timeText(start), to: timeText(end) };
}

/** '9', '930', '9.30' and '09:30' are all half past nine; null is no time at all. */
export function readTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:\D?(\d{2}))?$/.exec(typed.trim());
  if (match === null) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)];
  return hours > 23 || minutes > 59
    ? null
    : `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** What is wrong before the server need be asked. */
export function formProblems(form: MeetingForm): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const field of ['name', 'number', 'projectId'] as const)
    if (form[field].trim() === '') found[field] = 'required';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.day)) found['day'] = 'not_a_date';
  for (const field of ['from', 'to'] as const)
    if (readTime(form[field]) === null) found[field] = 'not_a_time';
  return found;
}

/** A window that ends before it begins runs past midnight. */
export function meetingOf(
  form: MeetingForm,
  project: Project | undefined,
  answers: MeetingAnswers,
): NewMeeting {
  const [from, to] = [readTime(form.from) ?? '', readTime(form.to) ?? ''];
  return {
    name: form.name.trim(),
    number: form.number.trim(),
    mode: form.mode,
    fromWall: `${form.day}T${from}`,
    toWall: `${to < from ? nextDay(form.day) : form.day}T${to}`,
    timeZone: project?.timeZone ?? 'UTC',
    information: form.information,
    projectId: form.projectId,
    userId: form.userId || null,
    // absent keeps
    ...(form.isContactHidden && form.contact === null ? {} : { contactId: form.contact?.id ?? null }),
    ...answers,
  };
}

function nextDay(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

function dayText(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

function timeText(date: Date): string {
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
