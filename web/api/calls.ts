import { get, send } from './http.ts';
import type { CallDirection, CallResult } from '../../server/realtime/events.ts';
import type { CallDetail, CallLogPage } from '../../server/http/schemas/calls.ts';

export type { CallDetail, LoggedCall } from '../../server/http/schemas/calls.ts';

export interface CallFilter {
  readonly direction: CallDirection | null;
  readonly result: CallResult | null;
}

export function listCalls(filter: CallFilter, cursor: string | null): Promise<CallLogPage> {
  return get('/calls', { query: { ...filter, cursor } });
}

export function getCall(id: string): Promise<CallDetail> {
  return get(`/calls/${id}`);
}

export function completeWrapUp(callId: string, outcomeId: string | null, note: string): Promise<unknown> {
  return send('POST', `/calls/${callId}/wrap-up`, { body: { outcomeId, note } });
}

export function assignCaller(callId: string, contactId: string): Promise<unknown> {
  return send('POST', `/calls/${callId}/caller`, { body: { contactId } });
}

export function quickAddCaller(
  callId: string,
  firstName: string,
  lastName: string,
): Promise<{ readonly contactId: string }> {
  return send('POST', `/calls/${callId}/quick-add`, { body: { firstName, lastName } });
}

export function rejectCaller(callId: string, contactId: string): Promise<unknown> {
  return send('POST', `/calls/${callId}/not-this-person`, { body: { contactId } });
}
