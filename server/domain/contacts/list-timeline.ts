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

/** What happened with the contact, newest first. Throws not_found. */
export function listTimeline(deps: ContactDeps) {
  return async ({ viewer, ...query }: ListTimeline): Promise<TimelinePage> => {
    await visibleContact(deps, viewer, query.contactId);
    return deps.timelinePages.page(query);
  };
}
