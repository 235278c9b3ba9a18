import { z } from 'zod';
import { meetingStatuses } from '../../domain/meetings/meeting.ts';

export const meetingMode = z.enum(['manual', 'automatic']);
export const meetingStatus = z.enum(meetingStatuses);
