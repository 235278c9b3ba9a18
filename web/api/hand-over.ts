import { get, send } from './http.ts';
import type { HandOver } from '../../server/http/schemas/hand-overs.ts';

export type { HandOver } from '../../server/http/schemas/hand-overs.ts';
export type HandOverDecision = 'owner' | 'manager' | 'declined';

export function askForContact(callId: string): Promise<unknown> {
  return send('POST', `/calls/${callId}/hand-over-request`);
}

export function listHandOvers(): Promise<{ readonly items: readonly HandOver[] }> {
  return get('/hand-over-requests');
}

export function decideHandOver(id: string, decision: HandOverDecision): Promise<unknown> {
  return send('POST', `/hand-over-requests/${id}/decision`, { body: { decision } });
}
