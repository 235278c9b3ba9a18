import { callRules } from './calls.ts';
import { contactRules } from './contacts.ts';
import { deskRules } from './desk.ts';
import { handOverRules } from './hand-overs.ts';
import { meetingRules } from './meetings.ts';
import { peopleRules } from './people.ts';
import type { RouteRule } from './question.ts';
import { sessionRules } from './session.ts';
import { settingsRules } from './settings.ts';

/** What every route answers to whom. A route that is not here fails the tests: a new one cannot stay out. */
export const routeTable: Readonly<Record<string, RouteRule>> = {
  ...rarely(sessionRules),
  ...contactRules,
  ...callRules,
  ...meetingRules,
  ...deskRules,
  ...handOverRules,
  ...peopleRules,
  ...rarely(settingsRules),
};

function rarely(rules: Readonly<Record<string, RouteRule>>): Record<string, RouteRule> {
  return Object.fromEntries(Object.entries(rules).map(([route, rule]) => [route, { ...rule, isRare: true }]));
}
