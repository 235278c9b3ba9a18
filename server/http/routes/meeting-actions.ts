import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { idParams, noBody } from '../schemas/shapes.ts';
import { calledSchema, cancelBody, declineBody, meetingSchema, snoozeBody } from '../schemas/meetings.ts';

/** What is done with a promised call, rather than changed in it. */
export function addMeetingActionRoutes(api: Api, app: Application): void {
  const change = { access: { section: 'meetings', action: 'change' } } as const;
  const tags = ['meetings'];
  const answers = { 200: meetingSchema, ...refusals(400, 404, 409) };

  api.post(
    '/api/meetings/:id/call',
    {
      config: change,
      schema: {
        tags,
        summary: 'Call now: the own phone first',
        params: idParams,
        body: noBody,
        response: { 202: calledSchema, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const meetingId = request.params.id;
      return reply.code(202).send(await app.meetings.callNow({ viewer: viewer(request), meetingId }));
    },
  );

  api.post(
    '/api/meetings/:id/cancel',
    {
      config: change,
      schema: {
        tags,
        summary: 'Take the promise back',
        params: idParams,
        body: cancelBody,
        response: answers,
      },
    },
    async (request) => {
      const meeting = { viewer: viewer(request), meetingId: request.params.id };
      await app.meetings.cancel({ ...meeting, ...request.body });
      return app.meetings.get(meeting);
    },
  );

  api.post(
    '/api/meetings/:id/snooze',
    {
      config: change,
      schema: { tags, summary: 'Remind again later', params: idParams, body: snoozeBody, response: answers },
    },
    async (request) => {
      const meeting = { viewer: viewer(request), meetingId: request.params.id };
      await app.meetings.snooze({ ...meeting, seconds: request.body.minutes * 60 });
      return app.meetings.get(meeting);
    },
  );

  api.post(
    '/api/meetings/:id/decline',
    {
      config: change,
      schema: {
        tags,
        summary: 'Not make the call, and say why',
        params: idParams,
        body: declineBody,
        response: answers,
      },
    },
    async (request) => {
      const meeting = { viewer: viewer(request), meetingId: request.params.id };
      await app.meetings.decline({ ...meeting, ...request.body });
      return app.meetings.get(meeting);
    },
  );
}
