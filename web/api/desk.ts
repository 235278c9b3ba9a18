import { send } from './http.ts';
import type { AgentView, RequestedStatus } from '../../server/realtime/events.ts';

export function requestStatus(status: RequestedStatus, reason: string | null): Promise<AgentView> {
  return send('PUT', '/agent-state', { body: { status, reason } });
}
