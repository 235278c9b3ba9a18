import type { AttemptResult, Meeting } from './meeting.ts';
import type { MeetingProject } from './meeting-project.ts';
import type { ClosedAttempt } from './meeting-store.ts';
import { after, earliest, latest } from './meeting-timings.ts';

/** What is due of a meeting that is planned or reminding. */
export interface Look {
  /** Its window is over. */
  readonly isOver: boolean;
  readonly reminds: boolean;
  readonly keepsAgent: boolean;
  readonly dials: boolean;
  /** Not before this may it be dialled (again). */
  readonly dialAt: Date;
  /** The next moment at which any of these changes; never after the window. */
  readonly nextAt: Date;
}

/** Pure: the same rows at the same instant always give the same answer, whoever asks and how often. */
export function lookAt(
  meeting: Meeting,
  project: MeetingProject,
  last: ClosedAttempt | null,
  at: Date,
): Look {
  const remindAt = after(meeting.fromAt, -project.remindSeconds);
  const dialAt = dialableFrom(meeting, project, last);
  const keepAt = after(dialAt, -project.reserveSeconds);
  const isAutomatic = meeting.mode === 'automatic';
  const awaited = [
    ...(meeting.remindedAt === null ? [remindAt] : []),
    ...(isAutomatic ? [keepAt, dialAt] : []),
  ].filter((moment) => moment > at);
  return {
    isOver: at >= meeting.toAt,
    reminds: meeting.remindedAt === null && at >= remindAt,
    keepsAgent: isAutomatic && at >= keepAt,
    dials: isAutomatic && at >= dialAt,
    dialAt,
    nextAt: earliest(meeting.toAt, ...awaited),
  };
}

function dialableFrom(meeting: Meeting, project: MeetingProject, last: ClosedAttempt | null): Date {
  if (!last || pauses[last.result] === 'none') return meeting.fromAt;
  return latest(meeting.fromAt, after(last.endedAt, project.pauseSeconds));
}

/** After which results the contact is left alone for the project's pause. */
const pauses: Readonly<Record<AttemptResult, 'project' | 'none'>> = {
  answered: 'none',
  busy: 'project',
  no_answer: 'project',
  failed: 'project',
  cancelled: 'project',
  agent_not_free: 'none',
  agent_no_answer: 'none',
  lost: 'none',
};
