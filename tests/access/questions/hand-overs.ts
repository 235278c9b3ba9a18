import { seesCall, seesCaller } from '../statement/calls.ts';
import { decidesHandOver } from '../statement/hand-overs.ts';
import { type Call, find, type HandOver, type Viewer } from '../statement/world.ts';
import {
  all,
  answered,
  at,
  type Body,
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
    questions: (viewer) => [{ url: '/api/hand-over-requests', expected: answered(lookAtRequests(viewer)) }],
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

/** Whoever may decide but does not see the call itself may be asked or not: both tell of nothing out of reach. */
const seesItsCall = (viewer: Viewer, { call }: HandOver): boolean =>
  seesCall(viewer, find(viewer.world.calls, call));

const lookAtRequests = (viewer: Viewer) => (body: Body) => {
  const { handOvers } = viewer.world;
  const mine = handOvers.filter((request) => decidesHandOver(viewer, request));
  const shown = body.items.map(({ id }: Body) => id) as string[];
  const due = mine.filter((request) => shown.includes(request.id) || seesItsCall(viewer, request));
  return all(exactly(due.map(({ id }) => id))(body.items));
};

function decisionOf(viewer: Viewer, request: HandOver): Expected {
  const twin = { ...decision, url: `/api/hand-over-requests/${noSuch('h')}/decision` };
  if (!decidesHandOver(viewer, request)) return missing(twin);
  return answered(undefined, seesItsCall(viewer, request) ? [204, 409] : [204, 404, 409]);
}
