import type { RawReply } from './drachtio.ts';

/**
 * Sends a response, once. drachtio-srf throws at a status it has no words for; whatever a phone invents is passed on
 * as the x00 of its class, which means the same to anybody who does not know it (RFC 3261 section 8.1.3.2).
 */
export function sendReply(
  reply: RawReply,
  status: number,
  reason: string | undefined,
  options: { headers?: Record<string, string>; body?: string },
): void {
  if (reply.finalResponseSent) return;
  try {
    reply.send(status, reason, options);
  } catch {
    reply.send(Math.floor(status / 100) * 100, reason, options);
  }
}
