import type { Dialog } from '../sip/dialog.ts';
import { sipReason } from '../sip/reason.ts';
import { relayRequests } from './relay-requests.ts';
import { watchDialog, type WatchdogTimings } from './watch-dialog.ts';

export interface BridgeTimings extends WatchdogTimings {
  readonly longestCallMs: number;
}

export type BridgeEnd =
  /** That side hung up; `reason` is its BYE's Reason header. */
  | { readonly by: 'contact' | 'agent'; readonly reason: string | null }
  | { readonly by: 'system'; readonly reason: string };

export interface Bridge {
  /** Once, when both sides are over; never rejects. */
  readonly ended: Promise<BridgeEnd>;
  hangUp(reason: string): void;
  /** After a reconnect to the engine: are both sides still there? */
  probe(): void;
}

/** Two people talk. Ends as soon as either side is over or cannot be found any more. */
export function bridgeDialogs(contact: Dialog, agent: Dialog, timings: BridgeTimings): Bridge {
  let settle: (end: BridgeEnd) => void = () => undefined;
  const ended = new Promise<BridgeEnd>((resolve) => (settle = resolve));
  let isOver = false;

  const end = (result: BridgeEnd, reason?: string): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(longest);
    for (const watchdog of watchdogs) watchdog.stop();
    contact.hangUp(reason);
    agent.hangUp(reason);
    settle(result);
  };
  const endBySystem = (reason: string): void => end({ by: 'system', reason }, sipReason(480, reason));
  const longest = setTimeout(() => endBySystem('too_long'), timings.longestCallMs);
  const watchdogs = [
    watchDialog(contact, timings, () => endBySystem('contact_gone')),
    watchDialog(agent, timings, () => endBySystem('agent_gone')),
  ];
  relayRequests(contact, agent);
  relayRequests(agent, contact);
  contact.onHungUp((reason) => end({ by: 'contact', reason }, reason ?? undefined));
  agent.onHungUp((reason) => end({ by: 'agent', reason }, reason ?? undefined));

  return {
    ended,
    hangUp: endBySystem,
    probe: () => {
      for (const watchdog of watchdogs) watchdog.probe();
    },
  };
}
