import { parsePhoneNumber } from '../callers/parse-phone-number.ts';
import type { PhoneNumber } from '../callers/phone-number.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import { mayPick } from '../access/pickers.ts';
import { type AccountReach, isInReach } from '../access/reach.ts';
import type { Confirmation } from './confirmations.ts';
import { isWithinHours } from './is-within-hours.ts';
import { isTimeZone, resolveLocalTime, type LocalTime, type ResolvedTime } from './local-time.ts';
import type { Meeting, MeetingMode } from './meeting.ts';
import type { MeetingProject } from './meeting-project.ts';

/** A meeting as a person enters it; null is 'left empty'. */
export interface MeetingDraft {
  readonly name: string | null;
  readonly number: string | null;
  readonly mode: MeetingMode | null;
  readonly from: LocalTime | null;
  readonly to: LocalTime | null;
  readonly timeZone: string | null;
  readonly information: string;
  readonly projectId: string | null;
  readonly userId: string | null;
  readonly contactId: string | null;
}

export interface MeetingCheck {
  readonly draft: MeetingDraft;
  readonly confirm: readonly Confirmation[];
  readonly contacts: AccountReach;
  readonly pickers: 'any' | readonly string[];
  readonly at: Date;
  /** The meeting as it was, when it is being changed. */
  readonly before: Meeting | null;
  readonly meetingId: string;
}

export interface CheckedMeeting {
  readonly project: MeetingProject;
  readonly fields: Pick<
    Meeting,
    | 'name'
    | 'number'
    | 'extension'
    | 'numberReceived'
    | 'mode'
    | 'fromAt'
    | 'toAt'
    | 'fromWall'
    | 'toWall'
    | 'timeZone'
    | 'information'
    | 'projectId'
    | 'userId'
    | 'contactId'
  >;
}

type Reasons = Record<string, string>;

/** Nobody is promised a call for days on end: whoever asks for that has mistyped a date. */
const LONGEST_WINDOW_MS = 24 * 3_600_000;

/**
 * The rules of M10 and M16. Throws 'invalid' naming every field that breaks one, then 'needs_confirmation' naming
 * everything a person has to say: which of two local times is meant, or one of `confirmations`.
 */
export async function checkMeeting(stores: Stores, check: MeetingCheck): Promise<CheckedMeeting> {
  const { draft } = check;
  const invalid: Reasons = {};
  const { name, number: raw, mode, from: fromWall, to: toWall, projectId } = draft;
  for (const [field, value] of Object.entries({ name, number: raw, mode, fromWall, toWall, projectId })) {
    if (value === null || (typeof value === 'string' && value.trim() === '')) invalid[field] = 'required';
  }
  const project = draft.projectId === null ? null : await stores.meetings.project(draft.projectId);
  if (draft.projectId !== null && !project) invalid['projectId'] = 'not_found';
  const timeZone = draft.timeZone ?? project?.timeZone ?? 'UTC';
  if (!isTimeZone(timeZone)) invalid['timeZone'] = 'not_a_time_zone';
  const number = readNumber(draft.number, project, invalid);
  const from = readTime('fromWall', draft.from, timeZone, invalid);
  const to = readTime('toWall', draft.to, timeZone, invalid);
  if (from?.kind === 'one' && to?.kind === 'one') checkWindow(from.at, to.at, check.at, invalid);
  if (project && draft.mode !== null && !project.modes.includes(draft.mode))
    invalid['mode'] = 'not_allowed_in_project';
  await checkPeople(stores, check, invalid);
  if (Object.keys(invalid).length > 0) throw new DomainError('invalid', 'the meeting breaks a rule', invalid);
  if (!project || !number || !from || !to || draft.name === null || draft.mode === null) {
    throw new Error('a required field got past its check');
  }

  const questions: Reasons = { ...unclear('fromWall', from), ...unclear('toWall', to) };
  if (from.kind !== 'one' || to.kind !== 'one') throw question(questions);
  const fields = {
    name: draft.name.trim(),
    number: number.e164,
    extension: number.extension,
    numberReceived: number.received,
    mode: draft.mode,
    fromAt: from.at,
    toAt: to.at,
    fromWall: from.wall,
    toWall: to.wall,
    timeZone,
    information: draft.information,
    projectId: project.id,
    userId: draft.userId,
    contactId: draft.contactId,
  };
  await askPeople(stores, check, fields, project, questions);
  if (Object.keys(questions).length > 0) throw question(questions);
  return { project, fields };
}

function readNumber(
  raw: string | null,
  project: MeetingProject | null,
  invalid: Reasons,
): PhoneNumber | null {
  if (raw === null || raw.trim() === '' || !project) return null;
  const number = parsePhoneNumber(raw, project.country);
  if (!number) invalid['number'] = 'not_a_number';
  return number;
}

type ReadTime = Exclude<ResolvedTime, { readonly kind: 'not_a_time' }>;

function readTime(
  field: string,
  time: LocalTime | null,
  timeZone: string,
  invalid: Reasons,
): ReadTime | null {
  if (time === null || !isTimeZone(timeZone)) return null;
  const resolved = resolveLocalTime(time, timeZone);
  if (resolved.kind !== 'not_a_time') return resolved;
  invalid[field] = 'not_a_time';
  return null;
}

function checkWindow(fromAt: Date, toAt: Date, at: Date, invalid: Reasons): void {
  if (fromAt >= toAt) invalid['toWall'] = 'not_after_from';
  else if (toAt.getTime() - fromAt.getTime() > LONGEST_WINDOW_MS) invalid['toWall'] = 'longer_than_a_day';
  else if (toAt <= at) invalid['toWall'] = 'in_the_past';
}

async function checkPeople(
  stores: Stores,
  { draft, contacts, pickers, before }: MeetingCheck,
  invalid: Reasons,
): Promise<void> {
  if (draft.contactId !== null && draft.contactId !== before?.contactId) {
    const contact = await stores.meetings.reachableContact(draft.contactId);
    if (!contact || !isInReach(contacts, contact)) invalid['contactId'] = 'not_found';
  }
  if (draft.userId === null || draft.projectId === null) return;
  if (draft.userId === before?.userId && draft.projectId === before.projectId) return;
  if (!mayPick(pickers, draft.userId) || !(await stores.meetings.isMember(draft.projectId, draft.userId))) {
    invalid['userId'] = 'not_a_member';
  }
}

function unclear(field: string, time: ReadTime): Reasons {
  return time.kind === 'one'
    ? {}
    : { [field]: time.kind === 'missing' ? 'local_time_missing' : 'local_time_twice' };
}

async function askPeople(
  stores: Stores,
  { confirm, before, meetingId }: MeetingCheck,
  fields: CheckedMeeting['fields'],
  project: MeetingProject,
  questions: Reasons,
): Promise<void> {
  const { fromAt, toAt, userId, contactId } = fields;
  const isMoved = before?.fromAt.getTime() !== fromAt.getTime() || before.toAt.getTime() !== toAt.getTime();
  if (
    (isMoved || before?.projectId !== project.id) &&
    !confirm.includes('outside_business_hours') &&
    !isWithinHours(project.businessHours, project.timeZone, fromAt, toAt)
  ) {
    questions['projectId'] = 'outside_business_hours';
  }
  if (userId !== null && (isMoved || before?.userId !== userId) && !confirm.includes('overlaps_meeting')) {
    const others = await stores.meetings.overlapping({ userId, fromAt, toAt, exceptId: meetingId });
    if (others.length > 0) questions['userId'] = 'overlaps_meeting';
  }
  if (contactId !== null && before?.contactId !== contactId && !confirm.includes('consent_withdrawn')) {
    if (await stores.meetings.hasWithdrawnPhoneConsent(contactId)) {
      questions['contactId'] = 'consent_withdrawn';
    }
  }
}

function question(questions: Reasons): DomainError {
  return new DomainError('needs_confirmation', 'a person has to decide', questions);
}
