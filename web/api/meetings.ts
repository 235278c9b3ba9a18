import { get, send } from './http.ts';
import type { MeetingStatus } from '../../server/realtime/events.ts';
import type { Meeting, MeetingChange, MeetingPage, NewMeeting } from '../../server/http/schemas/meetings.ts';

export type { Meeting, NewMeeting } from '../../server/http/schemas/meetings.ts';

export interface MeetingFilter {
  readonly from: string | null;
  readonly to: string | null;
  readonly status: MeetingStatus | null;
  readonly mine: boolean;
  readonly order: 'earliest_first' | 'latest_first';
}

export function listMeetings(filter: MeetingFilter, cursor: string | null): Promise<MeetingPage> {
  return get('/meetings', { query: { ...filter, cursor } });
}

export function getMeeting(id: string): Promise<Meeting> {
  return get(`/meetings/${id}`);
}

export function addMeeting(input: NewMeeting, key: string): Promise<Meeting> {
  return send('POST', '/meetings', { body: input, headers: { 'idempotency-key': key } });
}

export function changeMeeting(id: string, revision: number, input: MeetingChange): Promise<Meeting> {
  return send('PATCH', `/meetings/${id}`, { body: input, headers: { 'if-match': `"${revision}"` } });
}

export function cancelMeeting(id: string): Promise<unknown> {
  return send('POST', `/meetings/${id}/cancel`, { body: {} });
}

export function callMeeting(id: string): Promise<unknown> {
  return send('POST', `/meetings/${id}/call`, { body: {} });
}

export function snoozeMeeting(id: string, minutes: number): Promise<unknown> {
  return send('POST', `/meetings/${id}/snooze`, { body: { minutes } });
}

export function declineMeeting(id: string, reason: string): Promise<unknown> {
  return send('POST', `/meetings/${id}/decline`, { body: { reason } });
}
