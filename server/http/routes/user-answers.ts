import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ChangedUser } from '#domain/users/changed-user.ts';
import type { UserView } from '#domain/users/user-view.ts';
import { problem, PROBLEM_TYPE } from '../problem.ts';
import { entityTag } from '../versions.ts';

/** A card with the version that the next change is made on. */
export function sendCard(reply: FastifyReply, user: UserView): FastifyReply {
  return reply.header('etag', entityTag(user.version)).send(user);
}

/** The card as it was saved; or, somebody else having saved first, as it is now. */
export function sendChanged(
  request: FastifyRequest,
  reply: FastifyReply,
  changed: ChangedUser,
): FastifyReply {
  if (changed.kind === 'changed') return sendCard(reply, changed.user);
  const { current } = changed;
  return reply
    .code(412)
    .type(PROBLEM_TYPE)
    .header('etag', entityTag(current.version))
    .send({ ...problem({ status: 412, code: 'conflict' }, request.id), current });
}
