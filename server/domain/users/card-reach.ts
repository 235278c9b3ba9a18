import type { Colleague, Viewer } from '../access/viewer.ts';

/** Whose cards a user may open, besides the own one (A6, A31); lists compile it to SQL. */
export interface CardReach {
  readonly ownId: string;
  readonly others: 'all' | 'managers' | 'own_managers' | 'none';
}

export function cardReach(viewer: Viewer): CardReach {
  const ownId = viewer.userId;
  if (viewer.role === 'director') return { ownId, others: 'all' };
  if (viewer.isChiefManager) return { ownId, others: 'managers' };
  return { ownId, others: viewer.role === 'head' ? 'own_managers' : 'none' };
}

export function isCardInReach({ ownId, others }: CardReach, user: Colleague): boolean {
  if (others === 'all' || user.userId === ownId) return true;
  if (user.role !== 'manager') return false;
  return others === 'managers' || (others === 'own_managers' && user.responsibleId === ownId);
}
