import type { AgentView } from '../../../server/domain/agents/agent.ts';
import type { CallView } from '../../../server/domain/calls/call.ts';
import type { UnknownCallerCard, KnownCallerCard } from '../../../server/domain/calls/caller-card.ts';
import type { MeetingView } from '../../../server/domain/meetings/meeting.ts';
import type { CallWithCard, DeskSnapshot } from '../../../server/realtime/events.ts';

const at = '2026-11-21T10:00:00.000Z';

export function agentView(over: Partial<AgentView> = {}): AgentView {
  return {
    userId: 'anna',
    status: 'available',
    pauseReason: null,
    nextStatus: null,
    callId: null,
    wrapUpUntil: null,
    since: at,
    phones: 1,
    version: 1,
    ...over,
  };
}

export function callView(over: Partial<CallView> = {}): CallView {
  return {
    id: 'call-1',
    direction: 'inbound',
    status: 'ringing',
    result: null,
    version: 1,
    number: '+48601234567' as CallView['number'],
    numberReceived: '601234567',
    displayName: null,
    isWithheld: false,
    dialled: null,
    projectId: 'sales',
    projectName: 'Sales',
    contactId: null,
    agentId: null,
    agentName: null,
    meetingId: null,
    queuedAt: at,
    ringingAt: at,
    answeredAt: null,
    endedAt: null,
    hangupSide: null,
    sipCode: null,
    reason: null,
    ...over,
  };
}

export const unknownCard: UnknownCallerCard = {
  kind: 'unknown',
  country: 'PL',
  numberType: 'mobile',
  others: [],
  verstat: null,
  isIdentificationSkipped: false,
};

export function knownCard(over: Partial<KnownCallerCard> = {}): KnownCallerCard {
  return {
    kind: 'contact',
    contactId: 'aneta',
    mayChange: true,
    name: 'Aneta Kowalska',
    position: 'Buyer',
    language: 'pl',
    organization: { id: 'firm', name: 'Elektromontaż' },
    stage: null,
    tags: ['VIP'],
    owner: { id: 'anna', name: 'Anna Nowak' },
    isSpam: false,
    verstat: null,
    hit: {
      kind: 'contact',
      contactId: 'aneta',
      organizationId: 'firm',
      name: 'Aneta Kowalska',
      organizationName: 'Elektromontaż',
      ownerId: 'anna',
      managerIds: [],
      numberKind: 'mobile',
      reasons: ['mobile_of', 'you_manage'],
      certainty: 'certain',
      lastInteractionAt: null,
    },
    others: [],
    lastEvents: [],
    openTickets: [],
    nextMeeting: null,
    missedMeetings: 0,
    consents: [],
    ...over,
  };
}

export function ringingCall(over: Partial<CallView> = {}): CallWithCard {
  return { call: callView(over), card: unknownCard, popWindowId: 'window-1' };
}

export function meetingView(over: Partial<MeetingView> = {}): MeetingView {
  return {
    id: 'meeting-1',
    name: 'Prices',
    number: '+48601234567',
    extension: null,
    mode: 'manual',
    fromAt: at,
    toAt: '2026-11-21T10:30:00.000Z',
    fromWall: '2026-11-21T11:00',
    toWall: '2026-11-21T11:30',
    timeZone: 'Europe/Warsaw',
    information: '',
    status: 'reminding',
    statusReason: null,
    revision: 1,
    attemptCount: 0,
    projectId: 'sales',
    projectName: 'Sales',
    userId: 'anna',
    userName: 'Anna Nowak',
    contactId: null,
    contactName: null,
    isContactHidden: false,
    mayChange: true,
    ...over,
  };
}

export function deskSnapshot(over: Partial<DeskSnapshot> = {}): DeskSnapshot {
  return {
    seq: 7,
    agent: agentView(),
    calls: [],
    wrapUp: null,
    reminders: [],
    nextMeeting: null,
    now: at,
    ...over,
  };
}
