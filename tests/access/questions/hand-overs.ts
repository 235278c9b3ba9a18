import { seesCall, seesCaller } from '../statement/calls.ts';
import { decidesHandOver } from '../statement/hand-overs.ts';
import { type Call, type HandOver, type Viewer } from '../statement/world.ts';
import {
  answered,
  at,
  type Expected,
  exactly,
  missing,
  noSuch,
  type Question,
  type RouteRule,
} from './question.ts';

const decision = { body: { decision: 'manager' } };

export const handOverRules: Readonly<Record<string, RouteRule>> = {
  'POST /api/calls/:id/hand-over-request': {
    door: { section: 'calls', action: 'change' },
    // whose caller is in reach, or whose call it was not, has nothing to ask for
    questions: (viewer) =>
      ofCalls(viewer, (call) =>
        lacksCaller(viewer, call) ? answered() : answered(undefined, [400, 403, 404, 409]),
      ),
  },
  'GET /api/calls/:id/hand-over-request': {
    door: { section: 'calls', action: 'read' },
    questions: (viewer) =>
      ofCalls(viewer, (call) => answered(undefined, lacksCaller(viewer, call) ? [200, 404] : [403, 404])),
  },
  'GET /api/hand-over-requests': {
    door: { section: 'contacts', action: 'read' },
    // the request names the call that it is about
    mayName: (viewer) => decidable(viewer).map(({ call }) => call),
    questions: (viewer) => [
      {
        url: '/api/hand-over-requests',
        expected: answered(({ items }) => exactly(decidable(viewer).map(({ id }) => id))(items)),
      },
    ],
  },
  'POST /api/hand-over-requests/:id/decision': {
    door: { section: 'contacts', action: 'change' },
    questions: (viewer) =>
      viewer.world.handOvers.map((request) => ({
        ...decision,
        url: `/api/hand-over-requests/${at(request.id)}/decision`,
        expected: decisionOf(viewer, request),
      })),
  },
};

function ofCalls(viewer: Viewer, expectedOf: (call: Call) => Expected): Question[] {
  const twin = { url: `/api/calls/${noSuch('k')}/hand-over-request` };
  return viewer.world.calls.map((call) => ({
    url: `/api/calls/${at(call.id)}/hand-over-request`,
    expected: seesCall(viewer, call) ? expectedOf(call) : missing(twin),
  }));
}

/** The call came to this agent, and its caller is out of reach. */
const lacksCaller = (viewer: Viewer, call: Call): boolean =>
  call.contact !== null &&
  !seesCaller(viewer, call) &&
  (call.agent === viewer.user.id || call.rangAt.includes(viewer.user.id));

const decidable = (viewer: Viewer) =>
  viewer.world.handOvers.filter((request) => decidesHandOver(viewer, request));

function decisionOf(viewer: Viewer, request: HandOver): Expected {
  const twin = { ...decision, url: `/api/hand-over-requests/${noSuch('h')}/decision` };
  // an agent whose limits would hide the contact even then is not given it (400)
  return decidesHandOver(viewer, request) ? answered(undefined, [204, 400, 409]) : missing(twin);
}
