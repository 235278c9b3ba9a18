import type { KnownCallerCard } from './caller-card.ts';

/** A contact's card as the database knows it, before it is cut for one agent. */
export type CallerCardFacts = Omit<KnownCallerCard, 'kind' | 'verstat' | 'hit' | 'others'> & {
  readonly managerIds: readonly string[];
};
