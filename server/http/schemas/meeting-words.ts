import { z } from 'zod';
import { meetingStatuses } from '../../domain/meetings/meeting.ts';

export const meetingMode = z.enum(['manual', 'automatic'], {
  error: ({ input }) => (input === undefined ? 'required' : 'not_one_of_these'),
});
export const meetingStatus = z.enum(meetingStatuses);
