import { hasMark } from '../access/may-enter.ts';
import { isOpen } from '../calls/call-rules.ts';
import type { CallState } from '../calls/call-state.ts';
import { callView } from '../calls/call-view.ts';
import { loadCard } from '../calls/load-card.ts';
import { reminderCard } from '../calls/reminder-card.ts';
import { getAgent } from '../agents/get-agent.ts';
import { meetingFor } from '../meetings/visible-meeting.ts';
import { endOfLocalDay } from '../meetings/local-time.ts';
import type { Deps } from '../shared/deps.ts';
import type { CallWithCard, DeskView, ReminderView } from './desk-view.ts';

/**
 * The desk as it is now, for a window that opens or reconnects (T22). A pop whose window is gone goes to the one that
 * asks, if that is the one in front.
 */
export function deskSnapshot(deps: Deps) {
  return async ({ userId }: { readonly userId: string; readonly windowId: string }): Promise<DeskView> => {
    const { database, clock } = deps;
    const at = clock.now();
    const { calls, meetings } = database.read;
    const agent = await getAgent(deps)({ userId });
    const viewer = await database.read.access.viewer(userId);
    const sees = (section: 'calls' | 'meetings') => viewer !== null && hasMark(viewer, section, 'read');
    const elected = await database.read.windows.elect(userId, at);
    const open: CallWithCard[] = [];
    for (const call of sees('calls') ? await calls.openCallsOf(userId, at) : []) {
      open.push(await callWithCard(deps, call, userId, elected, at));
    }
    const timeZone = (await meetings.timeZoneOf(userId)) ?? 'UTC';
    const next = sees('meetings') ? await meetings.nextOf(userId, at, endOfLocalDay(at, timeZone)) : null;
    return {
      agent,
      calls: open,
      wrapUp: sees('calls') ? await wrapUpOf(deps, userId, agent.wrapUpUntil, at) : null,
      reminders: sees('meetings') ? await remindersOf(deps, userId, elected, at) : [],
      nextMeeting: next && (await meetingFor(database.read, next, userId)),
      now: at.toISOString(),
    };
  };
}

async function callWithCard(
  { database }: Deps,
  call: CallState,
  userId: string,
  elected: string | null,
  at: Date,
): Promise<CallWithCard> {
  const { card, isContactHidden } = await loadCard(database.read, call, userId, at);
  const view = callView(call, userId, isContactHidden);
  const leg = call.legs.find((one) => one.userId === userId && isOpen(one));
  if (leg === undefined) return { call: view, card, popWindowId: null };
  const isChosenGone = leg.popWindowId === null || !(await database.read.windows.isLive(leg.popWindowId, at));
  const popWindowId = isChosenGone ? elected : leg.popWindowId;
  if (isChosenGone && elected !== null) await database.read.calls.setPopWindow(leg.id, elected);
  return { call: view, card, popWindowId };
}

async function wrapUpOf(
  { database }: Deps,
  userId: string,
  until: string | null,
  at: Date,
): Promise<DeskView['wrapUp']> {
  const wrapUp = until === null ? null : await database.read.calls.wrapUpOf(userId, at);
  if (wrapUp === null || until === null) return null;
  const { call, startedAt } = wrapUp;
  const { card, outcomes, isContactHidden } = await loadCard(database.read, call, userId, at);
  return {
    callId: call.id,
    startedAt,
    until,
    outcomes,
    call: callView(call, userId, isContactHidden),
    card,
    popWindowId: null,
  };
}

async function remindersOf(
  { database }: Deps,
  userId: string,
  elected: string | null,
  at: Date,
): Promise<readonly ReminderView[]> {
  const reminders: ReminderView[] = [];
  for (const { meeting, popWindowId } of await database.read.meetings.remindersOf(userId, at)) {
    const view = await meetingFor(database.read, meeting, userId);
    if (!view) continue;
    const { contactId, number } = meeting;
    const card = await reminderCard(database.read, { userId, contactId, number, at });
    const isChosenGone = popWindowId === null || !(await database.read.windows.isLive(popWindowId, at));
    if (isChosenGone && elected !== null) await database.read.meetings.moveReminder(meeting.id, elected);
    reminders.push({ meeting: view, card, popWindowId: isChosenGone ? elected : popWindowId });
  }
  return reminders;
}
