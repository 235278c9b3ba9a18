import type { MeetingMode } from './meeting.ts';

/** A project's settings for promised calls (M2). */
export interface MeetingProject {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly businessHours: readonly OpenHours[];
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

/** Days 1 to 7, Monday first; wall times 'HH:MM' in the project's zone, '24:00' for the end of the day. */
export interface OpenHours {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}
