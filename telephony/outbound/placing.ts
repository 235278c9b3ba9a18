import type { OutboundPlan, TrunkAddress } from '#domain/calls/outbound-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { Logger } from '#platform/logger.ts';
import type { OutboundFacts } from '../call-facts.ts';
import type { Course } from '../course.ts';
import type { RungAgents } from '../rung-agents.ts';
import type { SipConnection } from '../sip/connection.ts';
import type { Dialog } from '../sip/dialog.ts';
import { quote } from '../sip/header-values.ts';
import type { Timings } from '../timings.ts';

/** One outbound call while it is being put together. */
export interface Placing {
  readonly sip: SipConnection;
  readonly plan: OutboundPlan;
  readonly trunks: readonly TrunkAddress[];
  readonly facts: OutboundFacts;
  readonly course: Course;
  readonly rungAgents: RungAgents;
  readonly timings: Timings;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Joined {
  readonly contact: Dialog;
  readonly agent: Dialog;
  readonly isStillOurs: Promise<boolean>;
}

/** What the agent's phone shows: whom it is about to talk to. */
export function contactAsCaller({ displayName, number }: OutboundPlan): string {
  return `${quote(displayName ?? number)} <sip:${number}@localhost>`;
}

/** Where media that nobody wants yet is said to go. */
export function nowhere(sip: SipConnection): string {
  const host = sip.host();
  return host === null || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
