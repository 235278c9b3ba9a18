import { describe, expect, it } from 'vitest';
import { company, contactOf, labelled, manager, meetingOf, world } from './example.ts';
import { decidesHandOver } from './hand-overs.ts';
import { isWithinLimits, withoutChoice } from './limits.ts';
import { actsOnMeeting, changesMeeting } from './meetings.ts';
import { type Status, viewerOf } from './world.ts';

/* What READINGS.md says the tests had to decide. */

describe('what the requirements leave open', () => {
  it('M13: a member who sees the contact acts on a meeting of anybody’s, without changing it', () => {
    const meeting = meetingOf({ author: 'anna', contact: 'contact of edda' });
    const projects = [{ id: 'project', members: ['edda', 'cora'] }];
    const contacts = [contactOf('edda')];
    const all = world({ users: company(), projects, contacts, meetings: [meeting] });
    const [edda, cora] = [viewerOf(all, 'edda'), viewerOf(all, 'cora')];
    expect([actsOnMeeting(edda, meeting), changesMeeting(edda, meeting)]).toEqual([true, false]);
    expect(actsOnMeeting(cora, meeting)).toBe(false);
  });

  it('A10: a desk is a person’s, and shown as if no channel were chosen', () => {
    const director = viewerOf(world({ users: company(), chosenChannels: { director: 'north' } }), 'director');
    const southern = labelled({ channel: 'south' });
    expect(isWithinLimits(director, southern)).toBe(false);
    expect(isWithinLimits(withoutChoice(director), southern)).toBe(true);
  });

  it('A41: who reaches the agent and may change the contact hands it over, and not the agent', () => {
    const request = { id: 'request', call: 'call', contact: 'contact of cora', agent: 'anna' };
    const everything = manager('anna', 'helga', { dataAccess: 'everything' });
    const all = world({ users: company([everything]), contacts: [contactOf('cora')], handOvers: [request] });
    const decides = (name: string) => decidesHandOver(viewerOf(all, name), request);
    expect(['director', 'helga', 'henryk', 'anna'].map(decides)).toEqual([true, false, false, false]);
  });

  it('A41: the request of an agent who may not work any more is nobody’s to decide', () => {
    const request = { id: 'request', call: 'call', contact: 'contact of cora', agent: 'anna' };
    const isOpen = (status: Status) => {
      const users = company([manager('anna', 'helga', { status })]);
      const all = world({ users, contacts: [contactOf('cora')], handOvers: [request] });
      return decidesHandOver(viewerOf(all, 'director'), request);
    };
    expect((['active', 'ip_restricted'] as const).map(isOpen)).toEqual([true, true]);
    expect((['inactive', 'dismissed', 'pending_activation'] as const).map(isOpen)).not.toContain(true);
  });
});
