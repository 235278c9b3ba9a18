import { seesContact } from '../statement/accounts.ts';
import { actsOnMeeting, changesMeeting, seesMeeting, seesMeetingsContact } from '../statement/meetings.ts';
import type { Meeting, Viewer } from '../statement/world.ts';
import {
  all,
  answered,
  at,
  type Body,
  changeOf,
  type Dice,
  exactly,
  type Expected,
  missing,
  noSuch,
  type Question,
  type Request,
  type RouteRule,
  same,
  unknown,
} from './question.ts';

const read = { section: 'meetings', action: 'read' } as const;
const change = { section: 'meetings', action: 'change' } as const;

export const meetingRules: Readonly<Record<string, RouteRule>> = {
  'GET /api/meetings': { door: read, questions: listQuestions },
  'POST /api/meetings': { door: change, questions: creations },
  'GET /api/meetings/:id': {
    door: read,
    questions: (viewer) =>
      viewer.world.meetings.map((meeting) => ({
        url: `/api/meetings/${at(meeting.id)}`,
        expected: seesMeeting(viewer, meeting)
          ? answered(lookAtMeeting(viewer, meeting))
          : missing({ url: `/api/meetings/${noSuch('m')}` }),
      })),
  },
  'PATCH /api/meetings/:id': {
    door: change,
    questions: (viewer) =>
      ofMeetings(viewer, '', { body: { name: 'Changed' }, headers: { 'if-match': '"1"' } }, answered()),
  },
  'POST /api/meetings/:id/cancel': {
    door: change,
    questions: (viewer) => ofMeetings(viewer, '/cancel', { body: { reason: 'Not needed' } }, answered()),
  },
  'POST /api/meetings/:id/call': {
    door: change,
    // these three are for who is to call: whoever else may change the meeting hears that (403)
    questions: (viewer) =>
      ofMeetings(viewer, '/call', {}, answered(undefined, [202, 403, 409]), actsOnMeeting),
  },
  'POST /api/meetings/:id/snooze': {
    door: change,
    questions: (viewer) =>
      ofMeetings(
        viewer,
        '/snooze',
        { body: { minutes: 5 } },
        answered(undefined, [200, 403, 409]),
        actsOnMeeting,
      ),
  },
  'POST /api/meetings/:id/decline': {
    door: change,
    questions: (viewer) =>
      ofMeetings(
        viewer,
        '/decline',
        { body: { reason: 'No' } },
        answered(undefined, [200, 403, 409]),
        actsOnMeeting,
      ),
  },
  'GET /api/contacts/:id/meetings': {
    door: read,
    questions: (viewer) =>
      viewer.world.contacts.map((contact) => {
        const expected = seen(viewer).filter((meeting) => meeting.contact === contact.id);
        return {
          url: `/api/contacts/${at(contact.id)}/meetings`,
          expected: seesContact(viewer, contact)
            ? answered((body) => exactly(expected.map(({ id }) => id))(body.items))
            : missing({ url: `/api/contacts/${noSuch('c')}/meetings` }),
        };
      }),
  },
};

const seen = (viewer: Viewer) => viewer.world.meetings.filter((meeting) => seesMeeting(viewer, meeting));

function ofMeetings(
  viewer: Viewer,
  rest: string,
  request: Omit<Request, 'url'>,
  done: Expected,
  may: (viewer: Viewer, meeting: Meeting) => boolean = changesMeeting,
): Question[] {
  const twin = { ...request, url: `/api/meetings/${noSuch('m')}${rest}` };
  return viewer.world.meetings.map((meeting) => ({
    ...request,
    url: `/api/meetings/${at(meeting.id)}${rest}`,
    expected: changeOf(seesMeeting(viewer, meeting), may(viewer, meeting), twin, done),
  }));
}

/** Of a contact out of reach a meeting says nothing but the number. */
const lookAtMeeting = (viewer: Viewer, meeting: Meeting) => (body: Body) => {
  const isKnown = seesMeetingsContact(viewer, meeting);
  return all(
    same('the contact', body.contactId, isKnown ? meeting.contact : null),
    isKnown ? null : same("the contact's name", body.contactName, null),
    same('that it may be changed', body.mayChange, changesMeeting(viewer, meeting)),
  );
};

function listQuestions(viewer: Viewer, dice: Dice): Question[] {
  const user = dice.among(viewer.world.users).id;
  const listing = (query: string, expected: readonly Meeting[], isPaged = false): Question => ({
    url: `/api/meetings?${query}`,
    isPaged,
    expected: answered(({ items }) =>
      all(
        exactly(expected.map(({ id }) => id))(items),
        ...expected.map((meeting) => {
          const found = lookAtMeeting(viewer, meeting)(items.find(({ id }: Body) => id === meeting.id) ?? {});
          return found && `${meeting.id}: ${found}`;
        }),
      ),
    ),
  });
  return [
    listing('', seen(viewer)),
    listing('limit=1', seen(viewer), true),
    listing('limit=1&order=latest_first', seen(viewer), true),
    listing(
      `userId=${at(user)}`,
      seen(viewer).filter((meeting) => meeting.user === user),
    ),
    listing(
      'mine=true',
      seen(viewer).filter((meeting) => meeting.user === viewer.user.id),
    ),
    listing('status=planned', seen(viewer)),
    listing('status=held', []),
  ];
}

function creations(viewer: Viewer, dice: Dice): Question[] {
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const body = {
    name: 'Promised',
    number: '+48601999999',
    mode: 'manual',
    fromWall: `${day}T10:00`,
    toWall: `${day}T11:00`,
    timeZone: 'Europe/Warsaw',
    projectId: at(dice.among(viewer.world.projects).id),
  };
  const outOfReach = viewer.world.contacts.filter((contact) => !seesContact(viewer, contact));
  return [
    ...outOfReach.map(({ id }) => ({
      url: '/api/meetings',
      body: { ...body, contactId: at(id) },
      expected: unknown({ url: '/api/meetings', body: { ...body, contactId: noSuch('c') } }),
    })),
    { url: '/api/meetings', body, expected: answered(undefined, [201]) },
  ];
}
