import { ownersBy, reachOf, teamOf } from './policy.ts';
import { rankOf } from './rank.ts';
import type { Colleague, Viewer } from './viewer.ts';

/** Whose records a user reaches, limits apart (A10 to A13); 'any' is also those that nobody owns. */
export function ownersOf(viewer: Viewer, people: readonly Colleague[]): 'any' | readonly string[] {
  if (reachesEverybody(viewer)) return 'any';
  const team = asksAboutTeam(viewer) ? people.filter((person) => isInTeam(viewer, person, people)) : [];
  return [...new Set([viewer.userId, ...team.map(({ userId }) => userId)])].sort();
}

/** Whether the people around have a say in what the viewer reaches. */
export function asksAboutTeam(viewer: Viewer): boolean {
  return !reachesEverybody(viewer) && ownersBy[viewer.dataAccess] === 'self_and_team';
}

function reachesEverybody(viewer: Viewer): boolean {
  return reachOf[rankOf(viewer)].owners === 'everybody' || ownersBy[viewer.dataAccess] === 'everybody';
}

function isInTeam(viewer: Viewer, person: Colleague, people: readonly Colleague[]): boolean {
  if (person.role !== 'manager' || viewer.role === 'director') return false;
  if (teamOf[viewer.role] === 'own_managers') return person.responsibleId === viewer.userId;
  const responsible = people.find((other) => other.userId === viewer.responsibleId);
  return responsible?.role === 'head' && person.responsibleId === responsible.userId;
}
