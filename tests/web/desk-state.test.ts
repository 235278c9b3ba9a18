import { describe, expect, it } from 'vitest';
import { afterEvent, fromSnapshot, hasGap, type DeskEvent } from '../../web/features/desk/desk-state.ts';
import {
  agentView,
  callView,
  deskSnapshot,
  knownCard,
  meetingView,
  ringingCall,
} from './support/desk-builders.ts';

const desk = fromSnapshot(deskSnapshot());
const rang: DeskEvent = { name: 'call:rang', data: { seq: 8, ...ringingCall() } };
const ringing = afterEvent(desk, rang);

describe('the order of events', () => {
  it('the event after the last one leaves no gap', () => {
    expect(hasGap(desk, rang)).toBe(false);
  });

  it('an event that skips one asks for a snapshot', () => {
    expect(hasGap(desk, { ...rang, data: { ...rang.data, seq: 9 } })).toBe(true);
  });

  it('a smaller number (Redis was emptied) asks for a snapshot', () => {
    expect(hasGap(desk, { ...rang, data: { ...rang.data, seq: 1 } })).toBe(true);
  });

  it('anything before the first snapshot asks for one', () => {
    expect(hasGap({ ...desk, seq: null }, rang)).toBe(true);
  });
});

describe('a call', () => {
  it('is on the desk from its first ring', () => {
    expect(ringing.calls.map(({ call }) => call.status)).toEqual(['ringing']);
  });

  it('ringing twice is still one call', () => {
    expect(afterEvent(ringing, { ...rang, data: { ...rang.data, seq: 9 } }).calls).toHaveLength(1);
  });

  it('a version that is not newer changes nothing', () => {
    const late = { seq: 9, call: callView({ status: 'answered', version: 1 }) };
    expect(afterEvent(ringing, { name: 'call:answered', data: late }).calls[0]?.call.status).toBe('ringing');
  });

  it('a newer version is taken, and the card stays', () => {
    const answered = { seq: 9, call: callView({ status: 'answered', version: 2 }) };
    const after = afterEvent(ringing, { name: 'call:answered', data: answered });
    expect(after.calls[0]).toMatchObject({ call: { status: 'answered' }, card: { kind: 'unknown' } });
  });

  it('leaves the desk when it ends', () => {
    const ended = { seq: 9, call: callView({ status: 'ended', version: 3 }) };
    expect(afterEvent(ringing, { name: 'call:ended', data: ended }).calls).toEqual([]);
  });

  it('leaves the desk when another agent takes it', () => {
    const withdrawn = { seq: 9, callId: 'call-1', reason: 'answered_elsewhere' as const };
    expect(afterEvent(ringing, { name: 'call:withdrawn', data: withdrawn }).calls).toEqual([]);
  });

  it('an end that overtakes its ring does not come back to life', () => {
    const late = { seq: 8, ...ringingCall({ status: 'ended', version: 4 }) };
    expect(afterEvent(desk, { name: 'call:rang', data: late }).calls).toEqual([]);
  });

  it('gets the card of the contact it was tied to', () => {
    const tied = { seq: 9, ...ringingCall({ version: 2, contactId: 'aneta' }), card: knownCard() };
    expect(afterEvent(ringing, { name: 'call:identified', data: tied }).calls[0]?.card.kind).toBe('contact');
  });
});

it('a caller who is known only after the call has ended does not bring the call back', () => {
  const ended = { seq: 9, call: callView({ status: 'ended', version: 3 }) };
  const after = afterEvent(ringing, { name: 'call:ended', data: ended });
  const late = { seq: 10, ...ringingCall({ status: 'answered', version: 2 }), card: knownCard() };
  expect(afterEvent(after, { name: 'call:identified', data: late }).calls).toEqual([]);
});

describe('wrap-up', () => {
  const wrapUp = {
    callId: 'call-1',
    startedAt: '',
    until: '',
    outcomes: [],
    ...ringingCall({ status: 'ended' }),
  };
  const wrapping = afterEvent(ringing, { name: 'wrap_up:started', data: { seq: 9, ...wrapUp } });

  it('takes the place of its call', () => {
    expect(wrapping).toMatchObject({ calls: [], wrapUp: { callId: 'call-1' } });
  });

  it('is over when any window completes it', () => {
    const done = afterEvent(wrapping, { name: 'wrap_up:completed', data: { seq: 10, callId: 'call-1' } });
    expect(done.wrapUp).toBeNull();
  });

  it('the end of an older one does not close a newer one', () => {
    const done = afterEvent(wrapping, { name: 'wrap_up:completed', data: { seq: 10, callId: 'call-0' } });
    expect(done.wrapUp?.callId).toBe('call-1');
  });

  it('shows who the caller was once that is known', () => {
    const tied = { seq: 10, ...ringingCall({ status: 'ended', version: 5 }), card: knownCard() };
    expect(afterEvent(wrapping, { name: 'call:identified', data: tied }).wrapUp?.card.kind).toBe('contact');
  });
});

describe('the agent and the reminders', () => {
  it('an older state of the agent changes nothing', () => {
    const fresh = fromSnapshot(deskSnapshot({ agent: agentView({ version: 5 }) }));
    const old = { seq: 8, agent: agentView({ status: 'paused', version: 4 }) };
    expect(afterEvent(fresh, { name: 'agent:changed', data: old }).agent?.status).toBe('available');
  });

  it('a reminder goes once its meeting is over', () => {
    const reminder = { meeting: meetingView(), card: knownCard(), popWindowId: null };
    const reminded = afterEvent(desk, { name: 'meeting:reminded', data: { seq: 8, ...reminder } });
    const held = { seq: 9, meeting: meetingView({ status: 'held' }) };
    expect(reminded.reminders).toHaveLength(1);
    expect(afterEvent(reminded, { name: 'meeting:changed', data: held }).reminders).toEqual([]);
  });

  it('word of the planning that comes after the reminder takes nothing away; planned anew it goes', () => {
    const reminder = { meeting: meetingView({ revision: 2 }), card: knownCard(), popWindowId: null };
    const reminded = afterEvent(desk, { name: 'meeting:reminded', data: { seq: 8, ...reminder } });
    const after = (revision: number) =>
      afterEvent(reminded, {
        name: 'meeting:changed',
        data: { seq: 9, meeting: meetingView({ status: 'planned', revision }) },
      }).reminders;
    expect(after(2)[0]?.meeting.status).toBe('reminding');
    expect(after(3)).toEqual([]);
  });
});
