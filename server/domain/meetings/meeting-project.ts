import type { BusinessHours } from '../calls/business-hours.ts';
import type { MeetingMode } from './meeting.ts';

/** A project's settings for promised calls (M2). */
export interface MeetingProject {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly businessHours: BusinessHours;
  readonly modes: readonly MeetingMode[];
  readonly firstDialled: 'agent' | 'contact';
  readonly ringSeconds: number;
  readonly attempts: number;
  readonly pauseSeconds: number;
  readonly remindSeconds: number;
  readonly reserveSeconds: number;
  /** ISO 3166 country by which national numbers are read: the first trunk's. */
  readonly country: string;
}
