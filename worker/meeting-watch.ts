import type { DueActions } from '#domain/meetings/act-on-due-meetings.ts';
import type { Logger } from '#platform/logger.ts';
import type { Metrics } from '#platform/metrics.ts';

/** Counts what was done for promised calls, and how late (M51). */
export interface MeetingWatch {
  /** Answers with how many meetings were looked at. */
  saw(actions: DueActions | null): number;
}

export function createMeetingWatch(metrics: Metrics, logger: Logger): MeetingWatch {
  const looks = metrics.counter('ringdesk_meeting_looks_total', 'Looks at promised calls that were due');
  const lateness = metrics.histogram(
    'ringdesk_meeting_lateness_seconds',
    'How late the latest of a round of due promised calls was looked at',
    [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
  );
  return {
    saw(actions) {
      if (!actions || actions.lookedAt === 0) return 0;
      looks.inc(actions.lookedAt);
      lateness.observe(actions.latenessMs / 1000);
      for (const { meetingId, error } of actions.failures) {
        logger.error({ meetingId, error }, 'a meeting could not be looked at, or not be told of');
      }
      return actions.lookedAt;
    },
  };
}
