import { limitsOf } from '../access/limits.ts';
import { hasMark } from '../access/may-enter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { TimelineItem } from './timeline.ts';
import type { TimelinePage, TimelinePosition } from './timeline-pages.ts';
import { visibleContact } from './visible-contact.ts';

export interface ListTimeline {
  readonly viewer: Viewer;
  readonly contactId: string;
  readonly kind: TimelineItem['kind'] | null;
  readonly after: TimelinePosition | null;
  readonly limit: number;
}

/** What happened with the contact, newest first, calls and meetings out of reach left out (A40). Throws not_found. */
export function listTimeline(deps: ContactDeps) {
  return async ({ viewer, ...query }: ListTimeline): Promise<TimelinePage> => {
    await visibleContact(deps, viewer, query.contactId);
    const limits = limitsOf(viewer);
    // nobody sees a contact whose own limits contradict each other
    if (limits === null) return { items: [], next: null };
    return deps.timelinePages.page({ ...query, sees: { limits, kinds: kindsSeenBy(viewer) } });
  };
}

function kindsSeenBy(viewer: Viewer): readonly TimelineItem['kind'][] {
  return [
    'note',
    ...(hasMark(viewer, 'calls', 'read') ? (['call'] as const) : []),
    ...(hasMark(viewer, 'meetings', 'read') ? (['meeting'] as const) : []),
  ];
}
