import { ownersBy, reachOf, teamOf } from './policy.ts';
import { rankOf } from './rank.ts';
import type { Colleague, Viewer } from './viewer.ts';

/** Whose records a user reaches, limits apart (A10 to A13); 'any' is also those that nobody owns. */
export function ownersOf(viewer: Viewer, people: readonly Colleague[]): 'any' | readonly string[] {
  if (reachesEverybody(viewer)) return 'any';
  const team = asksAboutTeam(viewer) ? teamAmong(viewer, people) : [];
  return [...new Set([viewer.userId, ...team.map(({ userId }) => userId)])].sort();
}

/** Whether the people around have a say in what the viewer reaches. */
export function asksAboutTeam(viewer: Viewer): boolean {
  return !reachesEverybody(viewer) && ownersBy[viewer.dataAccess] === 'self_and_team';
}

function reachesEverybody(viewer: Viewer): boolean {
  return reachOf[rankOf(viewer)].owners === 'everybody' || ownersBy[viewer.dataAccess] === 'everybody';
}

function teamAmong(viewer: Viewer, people: readonly Colleague[]): readonly Colleague[] {
  if (viewer.role === 'director') return [];
  const headId = teamOf[viewer.role] === 'own_managers' ? viewer.userId : headAbove(viewer, people);
  return people.filter(({ role, responsibleId }) => role === 'manager' && responsibleId === headId);
}

function headAbove({ responsibleId }: Viewer, people: readonly Colleague[]): string | undefined {
  return people.find(({ userId, role }) => userId === responsibleId && role === 'head')?.userId;
}
