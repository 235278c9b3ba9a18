import type { z } from 'zod';
import type { MeetingDraft } from '#domain/meetings/check-meeting.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { keyedId } from '../idempotency-key.ts';
import { signedIn, viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { idParams } from '../schemas/shapes.ts';
import { ifMatchHeaders, keyHeaders } from '../schemas/headers.ts';
import {
  meetingChangeBody,
  meetingListQuery,
  meetingPageSchema,
  meetingSchema,
  newMeetingBody,
} from '../schemas/meetings.ts';
import { entityTag, versionOf } from '../versions.ts';

/** Promised calls as records; what is done with one stands in meeting-actions.ts. */
export function addMeetingRoutes(api: Api, app: Application): void {
  const read = { access: { section: 'meetings', action: 'read' } } as const;
  const change = { access: { section: 'meetings', action: 'change' } } as const;
  const tags = ['meetings'];

  api.get(
    '/api/meetings',
    {
      config: read,
      schema: {
        tags,
        summary: 'Promised calls within reach, page by page from the earliest or from the latest',
        querystring: meetingListQuery,
        response: { 200: meetingPageSchema, ...refusals(400) },
      },
    },
    (request) => {
      const { from, to, status, userId, mine, order, cursor, limit } = request.query;
      return app.meetings.list({
        viewer: viewer(request),
        filter: {
          fromAt: from === undefined ? null : new Date(from),
          toAt: to === undefined ? null : new Date(to),
          statuses: status === undefined ? [] : [status],
          userId: mine ? signedIn(request).user.id : (userId ?? null),
          order,
        },
        cursor: cursor ?? null,
        limit,
      });
    },
  );

  api.post(
    '/api/meetings',
    {
      config: change,
      schema: {
        tags,
        summary: 'Promise a call; repeated with the same Idempotency-Key it is promised once',
        headers: keyHeaders,
        body: newMeetingBody,
        response: { 201: meetingSchema, ...refusals(400, 409) },
      },
    },
    async (request, reply) => {
      const { confirmed, ...body } = request.body;
      const key = request.headers['idempotency-key'];
      const meeting = await app.meetings.schedule({
        viewer: viewer(request),
        meetingId: keyedId(signedIn(request).user.id, 'meeting', key),
        draft: draftOf(body),
        confirm: confirmed,
      });
      void reply.header('location', `/api/meetings/${meeting.id}`);
      return reply.code(201).header('etag', entityTag(meeting.revision)).send(meeting);
    },
  );

  api.get(
    '/api/meetings/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A promised call; its ETag is the revision',
        params: idParams,
        response: { 200: meetingSchema, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const meeting = await app.meetings.get({ viewer: viewer(request), meetingId: request.params.id });
      return reply.header('etag', entityTag(meeting.revision)).send(meeting);
    },
  );

  api.patch(
    '/api/meetings/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Move, reassign or reword it, up to the moment of dialling',
        params: idParams,
        headers: ifMatchHeaders,
        body: meetingChangeBody,
        response: { 200: meetingSchema, ...refusals(400, 404, 409, 428) },
      },
    },
    async (request, reply) => {
      const { confirmed, ...body } = request.body;
      const asked = { viewer: viewer(request), meetingId: request.params.id };
      const revision = versionOf(request.headers['if-match']);
      const changes = changesOf(body);
      const meeting = await app.meetings.change({ ...asked, revision, changes, confirm: confirmed });
      return reply.header('etag', entityTag(meeting.revision)).send(meeting);
    },
  );
}

function draftOf(body: Omit<z.output<typeof newMeetingBody>, 'confirmed'>): MeetingDraft {
  const { fromWall, toWall, fromChoice, toChoice, ...draft } = body;
  return { ...draft, from: { wall: fromWall, choice: fromChoice }, to: { wall: toWall, choice: toChoice } };
}

/** Absent keeps. */
function changesOf(body: Omit<z.output<typeof meetingChangeBody>, 'confirmed'>): Partial<MeetingDraft> {
  const { fromWall, toWall, fromChoice, toChoice, ...rest } = body;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(given as Partial<MeetingDraft>),
    ...(fromWall === undefined ? {} : { from: { wall: fromWall, choice: fromChoice } }),
    ...(toWall === undefined ? {} : { to: { wall: toWall, choice: toChoice } }),
  };
}
