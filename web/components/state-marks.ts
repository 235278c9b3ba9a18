import type { AgentStatus, CallResult, CallStatus, MeetingStatus } from '../../server/realtime/events.ts';
import type { Mark, Tone } from './StateMark.vue';

interface Look {
  readonly tone: Tone;
  readonly mark: Mark;
}

export const agentLooks: Readonly<Record<AgentStatus, Look>> = {
  available: { tone: 'free', mark: 'available' },
  ringing: { tone: 'ringing', mark: 'ringing' },
  on_call: { tone: 'talking', mark: 'talking' },
  wrap_up: { tone: 'wrap_up', mark: 'wrap_up' },
  paused: { tone: 'quiet', mark: 'paused' },
  offline: { tone: 'quiet', mark: 'offline' },
};

const callLooks: Readonly<Record<Exclude<CallStatus, 'ended'> | CallResult, Look>> = {
  queued: { tone: 'quiet', mark: 'waiting' },
  dialling: { tone: 'ringing', mark: 'ringing' },
  ringing: { tone: 'ringing', mark: 'ringing' },
  answered: { tone: 'quiet', mark: 'done' },
  abandoned: { tone: 'missed', mark: 'missed' },
  missed: { tone: 'missed', mark: 'missed' },
  rejected: { tone: 'missed', mark: 'refused' },
  busy: { tone: 'quiet', mark: 'refused' },
  no_answer: { tone: 'quiet', mark: 'missed' },
  failed: { tone: 'missed', mark: 'cancelled' },
  cancelled: { tone: 'quiet', mark: 'cancelled' },
  lost: { tone: 'quiet', mark: 'refused' },
};

export function callLook(status: CallStatus, result: CallResult | null): Look {
  if (status === 'answered') return { tone: 'talking', mark: 'talking' };
  return callLooks[status === 'ended' ? (result ?? 'lost') : status];
}

export const meetingLooks: Readonly<Record<MeetingStatus, Look>> = {
  planned: { tone: 'quiet', mark: 'planned' },
  reminding: { tone: 'ringing', mark: 'ringing' },
  dialling: { tone: 'ringing', mark: 'ringing' },
  in_progress: { tone: 'talking', mark: 'talking' },
  held: { tone: 'quiet', mark: 'done' },
  missed: { tone: 'missed', mark: 'missed' },
  cancelled: { tone: 'quiet', mark: 'cancelled' },
  failed: { tone: 'missed', mark: 'refused' },
};
