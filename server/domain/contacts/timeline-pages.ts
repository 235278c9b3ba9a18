import type { TimelineItem } from './timeline.ts';

export interface TimelinePosition {
  readonly occurredAt: string;
  readonly id: string;
}

export interface TimelinePage {
  readonly items: readonly TimelineItem[];
  readonly next: TimelinePosition | null;
}

export interface TimelinePages {
  /** Newest first. */
  page(query: {
    readonly contactId: string;
    readonly kind: TimelineItem['kind'] | null;
    readonly after: TimelinePosition | null;
    readonly limit: number;
  }): Promise<TimelinePage>;
}
