import type {
  AgentView,
  CallView,
  CallWithCard,
  DeskSnapshot,
  MeetingView,
  ReminderView,
  ServerToClientEvents,
  WrapUpView,
} from '../../../server/realtime/events.ts';

/** What one user's desk shows, in every window alike. */
export interface DeskState {
  /** Number of the last event taken in; null before the first snapshot. */
  readonly seq: number | null;
  readonly agent: AgentView | null;
  readonly calls: readonly CallWithCard[];
  readonly wrapUp: (WrapUpView & CallWithCard) | null;
  readonly reminders: readonly ReminderView[];
  readonly nextMeeting: MeetingView | null;
}

export type DeskEventName = Exclude<
  keyof ServerToClientEvents,
  'timeline:changed' | 'contact:changed' | 'session:ended' | 'access:changed'
>;
export type DeskEvent = {
  [Name in DeskEventName]: { readonly name: Name; readonly data: Parameters<ServerToClientEvents[Name]>[0] };
}[DeskEventName];

export const emptyDesk: DeskState = {
  seq: null,
  agent: null,
  calls: [],
  wrapUp: null,
  reminders: [],
  nextMeeting: null,
};

export function fromSnapshot(snapshot: DeskSnapshot): DeskState {
  const { seq, agent, calls, wrapUp, reminders, nextMeeting } = snapshot;
  return { seq, agent, calls, wrapUp, reminders, nextMeeting };
}

/** An event that does not follow the last one says that something was missed: a snapshot is due. */
export function hasGap(state: DeskState, event: DeskEvent): boolean {
  return state.seq === null || event.data.seq !== state.seq + 1;
}

/** The desk after the event. Older versions of a call or of the agent's state change nothing. */
export function afterEvent(state: DeskState, event: DeskEvent): DeskState {
  const next = { ...state, seq: event.data.seq };
  switch (event.name) {
    case 'call:rang':
      return withCard(next, event.data);
    case 'call:identified':
      return { ...identifiedCall(next, event.data), wrapUp: identifiedWrapUp(state.wrapUp, event.data) };
    case 'call:answered':
      return {
        ...next,
        calls: state.calls.map((one) => ({ ...one, call: newer(one.call, event.data.call) })),
      };
    case 'call:ended':
      return { ...next, calls: state.calls.filter((one) => one.call.id !== event.data.call.id) };
    case 'call:withdrawn':
      return { ...next, calls: state.calls.filter((one) => one.call.id !== event.data.callId) };
    case 'wrap_up:started':
      return {
        ...next,
        wrapUp: event.data,
        calls: state.calls.filter((one) => one.call.id !== event.data.callId),
      };
    case 'wrap_up:completed':
      return { ...next, wrapUp: state.wrapUp?.callId === event.data.callId ? null : state.wrapUp };
    case 'agent:changed':
      return { ...next, agent: newer(state.agent, event.data.agent) };
    case 'meeting:reminded':
      return { ...next, reminders: [...others(state.reminders, event.data.meeting.id), event.data] };
    case 'meeting:changed':
      return { ...next, reminders: remindersAfter(state.reminders, event.data.meeting) };
    case 'meeting:next_changed':
      return { ...next, nextMeeting: event.data.nextMeeting };
    // requests for contacts have a list of their own
    case 'hand_over:requested':
    case 'hand_over:closed':
    case 'hand_over:decided':
      return next;
  }
}

function withCard(state: DeskState, { call, card, popWindowId }: CallWithCard): DeskState {
  const known = state.calls.find((one) => one.call.id === call.id);
  if (call.status === 'ended') return state;
  const entry = { call: known === undefined ? call : newer(known.call, call), card, popWindowId };
  return { ...state, calls: [...state.calls.filter((one) => one !== known), entry] };
}

/** Another process than the one that ends the call says who it is: by the time this arrives the call may be over. */
function identifiedCall(state: DeskState, identified: CallWithCard): DeskState {
  const isHere = state.calls.some(({ call }) => call.id === identified.call.id);
  return isHere ? withCard(state, identified) : state;
}

function identifiedWrapUp(wrapUp: DeskState['wrapUp'], { call, card }: CallWithCard): DeskState['wrapUp'] {
  return wrapUp?.callId === call.id ? { ...wrapUp, card, call: newer(wrapUp.call, call) } : wrapUp;
}

function newer<T extends CallView | AgentView>(known: T | null, incoming: T): T {
  if (known === null) return incoming;
  const isSame = 'id' in known && 'id' in incoming ? known.id === incoming.id : true;
  return isSame && incoming.version > known.version ? incoming : known;
}

function others(reminders: readonly ReminderView[], meetingId: string): readonly ReminderView[] {
  return reminders.filter((one) => one.meeting.id !== meetingId);
}

function remindersAfter(reminders: readonly ReminderView[], meeting: MeetingView): readonly ReminderView[] {
  const known = reminders.find((one) => one.meeting.id === meeting.id)?.meeting;
  // Two processes speak of one meeting: word of its planning may come after that of its reminder. Planned anew, it
  // has a higher revision.
  const isLate = known?.status === 'reminding' && meeting.status === 'planned';
  if (isLate && meeting.revision <= known.revision) return reminders;
  if (meeting.status !== 'reminding' && meeting.status !== 'dialling') return others(reminders, meeting.id);
  return reminders.map((one) => (one.meeting.id === meeting.id ? { ...one, meeting } : one));
}
