import { hasEverySection } from './sections.ts';
import type { Labels, Viewer } from './world.ts';

/** A10, A14: a record is within the limits when it carries every label that limits the viewer. */
export function isWithinLimits(viewer: Viewer, record: Labels): boolean {
  const { user } = viewer;
  const carries = (limit: string | null, label: string | null) => limit === null || limit === label;
  if (!carries(user.labels.channel, record.channel)) return false;
  if (!carries(chosenChannel(viewer), record.channel)) return false;
  // a channel alone can limit the Director
  if (user.role === 'director') return true;
  if (!carries(user.labels.branch, record.branch)) return false;
  if (!carries(user.labels.department, record.department)) return false;
  return user.labels.groups.length === 0 || user.labels.groups.some((group) => record.groups.includes(group));
}

/** The main panel's switch; nobody but Directors and chief managers has it. */
export function chosenChannel({ user, world }: Viewer): string | null {
  return hasEverySection(user) ? (world.chosenChannels[user.id] ?? null) : null;
}

/** The switch is a session's, a telephone and a desk are a person's: they are seen as if nothing were chosen. */
export const withoutChoice = (viewer: Viewer): Viewer => ({
  ...viewer,
  world: { ...viewer.world, chosenChannels: {} },
});
