import { z } from 'zod';
import type { ClientToServerEvents } from './events.ts';

const windowId = z.string().regex(/^[\w-]{8,64}$/);

type Payload<E extends keyof ClientToServerEvents> = Parameters<ClientToServerEvents[E]>[0];

/** What windows may send; anything else is dropped without an answer. */
export const clientEvents = {
  'desk:opened': z.strictObject({ windowId, hasFocus: z.boolean(), version: z.int() }),
  'window:focused': z.strictObject({ windowId }),
  'contact:watched': z.strictObject({ contactId: z.uuid() }),
  'contact:unwatched': z.strictObject({ contactId: z.uuid() }),
  'pop:painted': z.strictObject({ callId: z.uuid(), windowId }),
} as const satisfies { readonly [E in keyof ClientToServerEvents]: z.ZodType<Payload<E>> };
