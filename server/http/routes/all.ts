import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { addCallRoutes } from './calls.ts';
import { addCaughtMailRoutes } from './caught-mails.ts';
import { addContactMeetingRoutes } from './contact-meetings.ts';
import { addContactRoutes } from './contacts.ts';
import { addDeskRoutes } from './desk.ts';
import { addDictionaryRoutes } from './dictionaries.ts';
import { addMeetingActionRoutes } from './meeting-actions.ts';
import { addMeetingRoutes } from './meetings.ts';
import { addOperationRoutes } from './operation.ts';
import { addSearchRoutes } from './search.ts';
import { addSessionRoutes, type SessionOptions } from './session.ts';
import { addTimelineRoutes } from './timeline.ts';
import { addWallboardRoutes } from './wallboard.ts';

/** Every route there is. */
export function addRoutes(api: Api, app: Application, options: SessionOptions): void {
  addOperationRoutes(api, app);
  addSessionRoutes(api, app, options);
  addDeskRoutes(api, app);
  addContactRoutes(api, app);
  addContactMeetingRoutes(api, app);
  addTimelineRoutes(api, app);
  addDictionaryRoutes(api, app);
  addSearchRoutes(api, app);
  addCallRoutes(api, app);
  addMeetingRoutes(api, app);
  addMeetingActionRoutes(api, app);
  addWallboardRoutes(api, app);
  addCaughtMailRoutes(api, app);
}
