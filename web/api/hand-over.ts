import { ApiError, get, send } from './http.ts';
import type { HandOver, HandOverState } from '../../server/http/schemas/hand-overs.ts';

export type { HandOver, HandOverState } from '../../server/http/schemas/hand-overs.ts';
export type HandOverDecision = NonNullable<HandOverState['decision']>;

export function askForContact(callId: string): Promise<HandOverState> {
  return send('POST', `/calls/${callId}/hand-over-request`);
}

/** Null: not asked for yet. */
export async function getHandOver(callId: string): Promise<HandOverState | null> {
  try {
    return await get<HandOverState>(`/calls/${callId}/hand-over-request`);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return null;
    throw error;
  }
}

export function listHandOvers(): Promise<{ readonly items: readonly HandOver[] }> {
  return get('/hand-over-requests');
}

export function decideHandOver(id: string, decision: HandOverDecision): Promise<unknown> {
  return send('POST', `/hand-over-requests/${id}/decision`, { body: { decision } });
}
