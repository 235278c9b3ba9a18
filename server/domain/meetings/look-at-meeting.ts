import type { QueuedOutbound } from '../calls/queue-outbound.ts';
import type { Stores } from '../shared/database.ts';
import { afterAttempt, attemptResultOf, over } from './after-attempt.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import type { MeetingProject } from './meeting-project.ts';
import type { ClosedAttempt, OpenAttempt } from './meeting-store.ts';
import { after, earliest } from './meeting-timings.ts';
import { lookAt, type Look } from './next-look.ts';
import { startAttempt } from './start-attempt.ts';
import { meetingFor } from './visible-meeting.ts';

/** What a look changed, to be told after commit. */
export interface Seen {
  readonly meeting: Meeting;
  readonly hasChanged: boolean;
  readonly reminded: { readonly userId: string; readonly popWindowId: string | null } | null;
  readonly queued: QueuedOutbound | null;
  /** A call nobody has claimed yet: say it again. */
  readonly unclaimedCallId: string | null;
}

type LookDeps = Pick<MeetingDeps, 'newId' | 'queueOutbound' | 'timings'>;

interface Eyes {
  readonly deps: LookDeps;
  readonly stores: Stores;
  readonly project: MeetingProject;
  readonly last: ClosedAttempt | null;
  readonly at: Date;
}

/** One look at one due, locked meeting: does what is due and writes when to look again. Looking twice does no harm. */
export async function lookAtMeeting(
  deps: LookDeps,
  stores: Stores,
  meeting: Meeting,
  at: Date,
): Promise<Seen> {
  const project = await stores.meetings.project(meeting.projectId);
  if (!project) throw new Error('a meeting without its project');
  const last = await stores.meetings.lastAttemptOf(meeting.id);
  const eyes = { deps, stores, project, last, at };
  if (meeting.status === 'dialling' || meeting.status === 'in_progress') return watchCall(eyes, meeting);
  const look = lookAt(meeting, project, last, at);
  if (look.isOver) return close(eyes, meeting);
  const kept = look.keepsAgent ? await keepAgent(eyes, meeting, look) : null;
  const reminded = look.reminds || hasLostItsWindow(meeting) ? await remind(eyes, meeting, kept) : null;
  const seen = reminded ? { ...meeting, ...reminded.changes } : meeting;
  if (look.dials) {
    const dialled = await dial(eyes, seen, kept);
    return { ...dialled, reminded: reminded?.whom ?? null };
  }
  const nextActionAt = whenNext(eyes, seen, look, kept);
  const updated = { ...seen, nextActionAt };
  await stores.meetings.update(updated);
  return { ...nothing, meeting: updated, hasChanged: reminded !== null, reminded: reminded?.whom ?? null };
}

const nothing = { hasChanged: false, reminded: null, queued: null, unclaimedCallId: null };

function hasLostItsWindow({ mode, status, userId }: Meeting): boolean {
  return mode === 'manual' && status === 'reminding' && userId === null;
}

async function close({ stores, last }: Eyes, meeting: Meeting): Promise<Seen> {
  const isOfThisWindow = last !== null && last.endedAt >= meeting.fromAt;
  const missed = over(
    meeting,
    'missed',
    isOfThisWindow ? last.result : (meeting.statusReason ?? 'not_called'),
  );
  await stores.meetings.update(missed);
  await stores.meetings.releaseAgent(meeting.id);
  return { ...nothing, meeting: missed, hasChanged: true };
}

/** The meeting's agent, or whoever of the free members may see the contact; null while there is none. */
async function keepAgent({ deps, stores, at }: Eyes, meeting: Meeting, look: Look): Promise<string | null> {
  const until = earliest(meeting.toAt, after(look.dialAt > at ? look.dialAt : at, deps.timings.keepSeconds));
  const known = meeting.userId ?? (await stores.meetings.keptAgent(meeting.id, at));
  if (known !== null) return (await stores.meetings.keepAgent(known, meeting.id, until, at)) ? known : null;
  for await (const userId of freeMembers(stores, meeting, at)) {
    if (await stores.meetings.keepAgent(userId, meeting.id, until, at)) return userId;
  }
  return null;
}

/** Those who may see the meeting and whom it is with (M13, A30), asked one after another for as long as one is looked for. */
async function* freeMembers(stores: Stores, meeting: Meeting, at: Date): AsyncGenerator<string> {
  const members = await stores.agents.freeMembers(meeting.projectId, at);
  const fact = members.length === 0 ? null : await stores.meetings.view(meeting.id);
  for (const userId of fact ? members : []) {
    const seen = fact && (await meetingFor(stores, fact, userId));
    if (seen?.isContactHidden === false) yield userId;
  }
}

type Reminded = {
  readonly changes: Pick<Meeting, 'status' | 'statusReason' | 'remindedAt' | 'popWindowId'>;
  readonly whom: { readonly userId: string; readonly popWindowId: string | null };
};

/** Pops the card in one window: of the meeting's agent, the one kept free, or of a free member with a window open. */
async function remind({ stores, at }: Eyes, meeting: Meeting, kept: string | null): Promise<Reminded | null> {
  if (meeting.popWindowId !== null && (await stores.windows.isLive(meeting.popWindowId, at))) return null;
  const userId = meeting.userId ?? kept;
  const isAnybodys = userId === null && meeting.mode === 'manual';
  const candidates = isAnybodys ? freeMembers(stores, meeting, at) : userId === null ? [] : [userId];
  for await (const candidate of candidates) {
    const popWindowId = await stores.windows.elect(candidate, at);
    if (popWindowId === null && isAnybodys) continue;
    const changes = { status: 'reminding', statusReason: null, remindedAt: at, popWindowId } as const;
    return { changes, whom: { userId: candidate, popWindowId } };
  }
  return null;
}

async function dial(eyes: Eyes, meeting: Meeting, kept: string | null): Promise<Seen> {
  const { deps, stores, at } = eyes;
  const hasChannel = (await stores.meetings.freeChannels()) > 0;
  const agents = meeting.userId !== null ? [meeting.userId] : kept !== null ? [kept, null] : [null];
  const started = hasChannel ? await startAttempt(deps, stores, meeting, agents, at) : null;
  if (started) return { ...nothing, ...started, hasChanged: true };
  const obstacle = hasChannel ? await obstacleTo(eyes, meeting) : 'no_channel';
  const nextActionAt = earliest(meeting.toAt, after(at, deps.timings.retrySeconds));
  const waiting = { ...meeting, statusReason: obstacle, nextActionAt };
  await stores.meetings.update(waiting);
  return { ...nothing, meeting: waiting, hasChanged: obstacle !== meeting.statusReason };
}

async function obstacleTo({ stores, at }: Eyes, meeting: Meeting): Promise<string> {
  if (meeting.userId === null) return 'nobody_free';
  return (await stores.meetings.obstacleOf(meeting.userId, meeting.id, at)) ?? 'agent_busy';
}

function whenNext({ deps, at }: Eyes, meeting: Meeting, look: Look, kept: string | null): Date {
  const isLooking =
    (look.keepsAgent && kept === null) ||
    (meeting.mode === 'manual' &&
      meeting.userId === null &&
      (look.reminds || meeting.status === 'reminding'));
  return isLooking ? earliest(look.nextAt, after(at, deps.timings.retrySeconds)) : look.nextAt;
}

/** The call's own events settle a meeting; this is for what came past them. */
async function watchCall(eyes: Eyes, meeting: Meeting): Promise<Seen> {
  const { stores, deps, at } = eyes;
  const attempt = await stores.meetings.openAttemptOf(meeting.id);
  const nextActionAt = after(at, deps.timings.watchSeconds);
  if (!attempt || attempt.callStatus === null || attempt.callStatus === 'ended')
    return settleLate(eyes, meeting, attempt);
  const hasBegun = meeting.status === 'dialling' && attempt.callStatus === 'answered';
  const watched: Meeting = { ...meeting, status: hasBegun ? 'in_progress' : meeting.status, nextActionAt };
  await stores.meetings.update(watched);
  const unclaimedCallId = attempt.callStatus === 'queued' ? attempt.callId : null;
  return { ...nothing, meeting: watched, hasChanged: hasBegun, unclaimedCallId };
}

async function settleLate(eyes: Eyes, meeting: Meeting, attempt: OpenAttempt | null): Promise<Seen> {
  const { stores, deps, project, at } = eyes;
  const wasContactDialled = attempt?.wasContactDialled ?? true;
  const result = attemptResultOf(attempt?.callResult ?? 'lost', wasContactDialled);
  if (attempt) await stores.meetings.closeAttempt(attempt.id, at, result);
  const settled = afterAttempt(meeting, project, { at, result, wasContactDialled }, deps.timings);
  await stores.meetings.update(settled);
  return { ...nothing, meeting: settled, hasChanged: true };
}
