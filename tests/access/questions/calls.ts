import { seesContact } from '../statement/accounts.ts';
import { addsCaller, changesCall, seesCall, seesCaller } from '../statement/calls.ts';
import type { Call, Viewer } from '../statement/world.ts';
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

const read = { section: 'calls', action: 'read' } as const;
const change = { section: 'calls', action: 'change' } as const;

export const callRules: Readonly<Record<string, RouteRule>> = {
  'GET /api/calls': { door: read, questions: listQuestions },
  'GET /api/calls/:id': {
    door: read,
    questions: (viewer) =>
      viewer.world.calls.map((call) => ({
        url: `/api/calls/${at(call.id)}`,
        expected: seesCall(viewer, call)
          ? answered((body) => lookAtCall(viewer, call)(body))
          : missing({ url: `/api/calls/${noSuch('k')}` }),
      })),
  },
  'POST /api/calls/:id/wrap-up': {
    door: change,
    // no call of these worlds is in wrap-up, so whoever may change it hears that
    questions: (viewer) => ofCalls(viewer, '/wrap-up', { body: { note: 'Went well' } }, refusedForItsState),
  },
  'POST /api/calls/:id/caller': {
    door: change,
    questions: (viewer, dice) => callerQuestions(viewer, dice, 'caller'),
  },
  'POST /api/calls/:id/not-this-person': {
    door: change,
    questions: (viewer, dice) => callerQuestions(viewer, dice, 'not-this-person'),
  },
  'POST /api/calls/:id/quick-add': {
    door: change,
    questions: (viewer) =>
      ofCalls(
        viewer,
        '/quick-add',
        { body: { firstName: 'Quick', lastName: 'Add' } },
        answered(undefined, [201]),
        addsCaller,
      ),
  },
};

const refusedForItsState = answered(undefined, [403, 404, 409]);

/** A question about each call whose answer is a change. */
function ofCalls(
  viewer: Viewer,
  rest: string,
  request: Omit<Request, 'url'>,
  done: Expected,
  may: (viewer: Viewer, call: Call) => boolean = changesCall,
): Question[] {
  const twin = { ...request, url: `/api/calls/${noSuch('k')}${rest}` };
  return viewer.world.calls.map((call) => ({
    ...request,
    url: `/api/calls/${at(call.id)}${rest}`,
    expected: changeOf(seesCall(viewer, call), may(viewer, call), twin, done),
  }));
}

/** Both the call and the contact must be in reach. */
function callerQuestions(viewer: Viewer, dice: Dice, verb: string): Question[] {
  const contact = dice.among(viewer.world.contacts);
  const body = { contactId: at(contact.id) };
  const done = seesContact(viewer, contact) ? answered(undefined, [204, 403, 409]) : null;
  const nobody = { contactId: noSuch('c') };
  return viewer.world.calls.map((call) => {
    const twin: Request = { url: `/api/calls/${at(call.id)}/${verb}`, body: nobody };
    return ofCalls(viewer, `/${verb}`, { body }, done ?? unknown(twin)).find(({ url }) => url === twin.url)!;
  });
}

/** A41: of a caller out of reach the call says nothing but the number. */
const lookAtCall = (viewer: Viewer, call: Call) => (body: Body) => {
  const isKnown = seesCaller(viewer, call);
  return all(
    same('the contact', body.contactId, isKnown ? call.contact : null),
    same('that there is a caller out of reach', body.isContactHidden, call.contact !== null && !isKnown),
    isKnown ? null : same("the contact's name", body.contactName, null),
  );
};

function listQuestions(viewer: Viewer, dice: Dice): Question[] {
  const { world } = viewer;
  const seen = world.calls.filter((call) => seesCall(viewer, call));
  const contact = dice.among(world.contacts);
  const agent = dice.among(world.users).id;
  const listing = (query: string, expected: readonly Call[], isPaged = false): Question => ({
    url: `/api/calls?${query}`,
    isPaged,
    expected: answered(({ items }) =>
      all(
        exactly(expected.map(({ id }) => id))(items),
        ...expected.map((call) => {
          const found = lookAtCall(viewer, call)(items.find(({ id }: Body) => id === call.id) ?? {});
          return found && `${call.id}: ${found}`;
        }),
      ),
    ),
  });
  return [
    listing('', seen),
    listing('limit=1', seen, true),
    // whoever sees a call but not its contact does not find it by its contact
    listing(
      `contactId=${at(contact.id)}`,
      seen.filter((call) => call.contact === contact.id && seesContact(viewer, contact)),
    ),
    listing(
      `agentId=${at(agent)}`,
      seen.filter((call) => call.agent === agent),
    ),
  ];
}
