import { describe, expect, it } from 'vitest';
import {
  formOfMeeting,
  formProblems,
  meetingOf,
  projectOf,
  proposedTime,
  readTime,
  type MeetingForm,
} from '../../web/features/meetings/meeting-form.ts';
import { meetingView } from './support/desk-builders.ts';

const form: MeetingForm = {
  name: 'Prices',
  number: '+48 601 234 567',
  mode: 'manual',
  day: '2026-11-21',
  from: '23:30',
  to: '0:15',
  information: '',
  projectId: 'sales',
  userId: '',
  contact: null,
  isContactHidden: false,
};
const project = {
  id: 'sales',
  name: 'Sales',
  timeZone: 'Europe/Warsaw',
  modes: ['manual' as const],
  outcomes: [],
  memberIds: ['anna'],
};

describe('a time as people type it', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9.30', '09:30'],
    ['14:05', '14:05'],
    [' 0:15 ', '00:15'],
  ])('%j is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it.each(['', '25:00', '12:60', 'noon', '1:2'])('%j is no time', (typed) => {
    expect(readTime(typed)).toBeNull();
  });
});

describe('the meeting that is sent', () => {
  it('carries wall times in the zone of the project', () => {
    expect(meetingOf({ ...form, from: '9', to: '930' }, project, {})).toMatchObject({
      fromWall: '2026-11-21T09:00',
      toWall: '2026-11-21T09:30',
      timeZone: 'Europe/Warsaw',
      userId: null,
    });
  });

  it('runs past midnight when it ends before it begins', () => {
    expect(meetingOf(form, project, {}).toWall).toBe('2026-11-22T00:15');
  });

  it('leaves a contact out of reach as it is, unless another is chosen', () => {
    const hidden = formOfMeeting(meetingView({ isContactHidden: true }));
    expect(meetingOf(hidden, project, {})).not.toHaveProperty('contactId');
    const contact = { id: 'aneta', name: 'Aneta Kowalska' };
    expect(meetingOf({ ...hidden, contact }, project, {}).contactId).toBe('aneta');
    expect(meetingOf(form, project, {}).contactId).toBeNull();
  });

  it('names each empty field before the server is asked', () => {
    expect(formProblems({ ...form, name: ' ', number: '', from: 'x', day: '' })).toEqual({
      name: 'required',
      number: 'required',
      day: 'not_a_date',
      from: 'not_a_time',
    });
  });
});

describe('the proposed time', () => {
  it('is the next half hour that leaves a quarter to prepare', () => {
    expect(proposedTime(new Date(2026, 10, 21, 10, 20))).toEqual({
      day: '2026-11-21',
      from: '11:00',
      to: '11:30',
    });
  });

  it('is tomorrow at nine in the evening', () => {
    expect(proposedTime(new Date(2026, 10, 30, 19, 0))).toEqual({
      day: '2026-12-01',
      from: '09:00',
      to: '09:30',
    });
  });
});

describe('the proposed project', () => {
  const service = { ...project, id: 'service', memberIds: ['bruno', 'anna'] };
  const projects = [project, service];

  it('is one the agent works for', () => {
    expect(projectOf('bruno', projects, '')).toBe('service');
    expect(projectOf('bruno', projects, 'sales')).toBe('service');
  });

  it('stays where the agent works for it, or nobody is chosen', () => {
    expect(projectOf('anna', projects, 'service')).toBe('service');
    expect(projectOf('', projects, 'service')).toBe('service');
  });

  it('is the first there is for somebody who works for none', () => {
    expect(projectOf('dora', projects, '')).toBe('sales');
    expect(projectOf('dora', projects, 'service')).toBe('service');
    expect(projectOf('dora', [], '')).toBe('');
  });
});
