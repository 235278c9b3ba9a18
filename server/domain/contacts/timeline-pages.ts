import type { Labels } from '../access/viewer.ts';
import type { TimelineItem } from './timeline.ts';

export interface TimelinePosition {
  readonly occurredAt: string;
  readonly id: string;
}

export interface TimelineEyes {
  readonly limits: Labels;
  readonly kinds: readonly TimelineItem['kind'][];
}

export interface TimelinePage {
  readonly items: readonly TimelineItem[];
  readonly next: TimelinePosition | null;
}

export interface TimelinePages {
  /** Newest first. */
  page(query: {
    readonly contactId: string;
    /** Which calls and meetings are in reach: those within these labels, of the kinds the viewer may look at. */
    readonly sees: TimelineEyes;
    readonly kind: TimelineItem['kind'] | null;
    readonly after: TimelinePosition | null;
    readonly limit: number;
  }): Promise<TimelinePage>;
}
