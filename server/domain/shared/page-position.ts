import { DomainError } from './domain-error.ts';

/** Where a page of things in the order of time ended. */
export interface PagePosition {
  readonly at: string;
  readonly id: string;
}

const POSITION =
  /^((?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const writePosition = ({ at, id }: PagePosition): string => `${at}_${id}`;

/** Throws invalid (cursor): it may have been made by anybody. */
export function readPosition(cursor: string): PagePosition {
  const [, at = '', id = ''] = POSITION.exec(cursor) ?? [];
  if (!isInstant(at)) throw new DomainError('invalid', 'not a cursor of this list', { cursor: 'invalid' });
  return { at, id };
}

/** A 30th of February is a date to JavaScript, the 2nd of March, and none to the database. */
function isInstant(text: string): boolean {
  const at = new Date(text);
  const seconds = 'YYYY-MM-DDTHH:MM:SS'.length;
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, seconds) === text.slice(0, seconds);
}
